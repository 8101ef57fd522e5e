import path from 'node:path';
import type { Agent, AgentInput } from '../../../src/core/agents.ts';
import type { Logger } from '../../../src/core/log.ts';
import { MoraError } from '../../../src/core/errors.ts';
import type { OperationRole, StageContext } from '../../../src/core/provider.ts';
import { fetchOutput } from '../../remote/fetch-output.ts';
import type { ReplicateClient } from './client.ts';
import { findPrediction } from './find-prediction.ts';
import { createFileHander, rehearseFiles, type FileRehearsal } from './hand-file.ts';
import type { Keep } from './keep-made.ts';
import type { HandFile, ReplicateInput, ReplicateModel, ReplicatePrice, ReplicateRole } from './model.ts';
import { claimPrediction } from './owner.ts';
import type { Pace } from './pace.ts';
import { operationSchema, resultSchema } from './prediction.ts';
import { askedSeconds, costOf } from './price.ts';
import type { SchemaWatch } from './schema-watch.ts';
import { standingOf } from './standing.ts';
import { webhookAddress } from './webhook-address.ts';

/** What the models of a connection share. */
export interface PlayParts {
  readonly client: ReplicateClient;
  readonly schemas: SchemaWatch;
  readonly pace: Pace;
  readonly logger: Logger;
  readonly publicUrl: string | undefined;
  /** Where outputs may be fetched from. */
  readonly allowed: (url: URL) => boolean;
}

/** Stopping is asked for at once and answered at once. */
const cancelLimitMs = 10_000;

/** A model in one of its roles. `keep` makes the fetched file the agent's output. */
export function playModel<A extends Agent>(
  model: ReplicateModel,
  price: ReplicatePrice,
  role: ReplicateRole<A>,
  keep: Keep<A>,
  parts: PlayParts,
): OperationRole<A> {
  const { client, schemas, pace, logger, publicUrl } = parts;

  async function inputFor(input: AgentInput<A>, file: HandFile): Promise<ReplicateInput> {
    const parsed = model.fields.safeParse(await role.toInput(input, file));
    // The table's fields hold what ReplicateInput holds; zod's type of a table as data cannot say so.
    if (parsed.success) return parsed.data as ReplicateInput;
    throw new MoraError('internal', 'Something went wrong on our side. Please try again.', {
      cause: parsed.error,
      retryable: false,
      detail: `${model.id}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
    });
  }

  /** The input with nothing handed over yet: whether it fits is known before anything is sent. */
  async function rehearse(
    input: AgentInput<A>,
    context: StageContext,
  ): Promise<{ readonly draft: ReplicateInput; readonly uploads: FileRehearsal['uploads'] }> {
    const { file, uploads } = rehearseFiles(context.artifacts);
    return { draft: await inputFor(input, file), uploads };
  }

  return {
    kind: 'operation',

    async start(input, context) {
      const { artifacts, signal, mark } = context;
      const { draft } = await rehearse(input, context);
      await schemas.demandFit(model, draft, signal);
      const sent = await inputFor(input, createFileHander({ client, artifacts, signal }));
      const order = { model, input: sent, webhook: webhookAddress(publicUrl, mark) };
      const { id } = await client.create(order, signal);
      try {
        await claimPrediction(artifacts, id, mark);
      } catch (error) {
        // The name of what was begun matters more than the note whose it is.
        logger.warn({ err: error, predictionId: id }, 'owner-not-noted');
      }
      return { id, slug: model.slug };
    },

    async find(input, context) {
      const { artifacts, signal, mark, markedAtMs } = context;
      const { draft, uploads } = await rehearse(input, context);
      const wanted = { model, input: draft, uploads, mark, markedAtMs };
      const found = await findPrediction(wanted, client, artifacts, signal);
      return found === undefined ? undefined : { id: found.id, slug: model.slug };
    },

    async poll(operation, context) {
      const { id } = operationSchema.parse(operation);
      const prediction = await client.get(id, context.signal);
      if (prediction === undefined) {
        pace.forget(id);
        return { state: 'failed', error: lost(`no prediction ${id}`) };
      }
      const standing = standingOf(prediction, price, Date.now());
      if (standing.state === 'running') return pace.step(prediction, { begun: standing.begun });
      pace.forget(id);
      return standing;
    },

    async collect(result, input, context) {
      const { outputs, predictTimeS } = resultSchema.parse(result);
      const [url] = outputs;
      if (url === undefined) throw lost('no output');
      const file = path.join(context.scratchDir, `output-${model.makes}`);
      const phase = 'fetching it';
      context.report({ phase });
      await fetchOutput(url, file, {
        signal: context.signal,
        allowed: parts.allowed,
        onProgress: (share) => context.report({ phase, percent: Math.round(share * 100) }),
      });
      const { output, videoS } = await keep(file, input, context);
      const { draft } = await rehearse(input, context);
      const costUsd = costOf(price, { predictTimeS, videoS: askedSeconds(draft) ?? videoS });
      return { output, costUsd };
    },

    async cancel(operation, signal) {
      const { id } = operationSchema.parse(operation);
      pace.forget(id);
      await client.cancel(id, AbortSignal.any([signal, AbortSignal.timeout(cancelLimitMs)]));
    },
  };
}

function lost(detail: string): MoraError {
  return new MoraError('output-lost', 'What the model made was gone before it could be fetched.', {
    detail: `Replicate: ${detail}`,
  });
}
