import { MoraError } from '../../../src/core/errors.ts';
import type { Logger } from '../../../src/core/log.ts';
import { inputProblems } from './check-schema.ts';
import type { ReplicateClient } from './client.ts';
import type { ReplicateInput, ReplicateModel } from './model.ts';
import { publishedFields, type Fields } from './published-fields.ts';

/** Knows what the models publish about their fields. */
export interface SchemaWatch {
  /** The published fields; undefined where they cannot be read just now. */
  published(model: ReplicateModel, signal: AbortSignal): Promise<Fields | undefined>;
  /**
   * Throws `provider-failed` where the model does not take this input as it is: nothing is sent then. A model whose
   * fields cannot be read is given the benefit of the doubt.
   */
  demandFit(model: ReplicateModel, input: ReplicateInput, signal: AbortSignal): Promise<void>;
}

/** Makers change their models rarely. */
const freshMs = 60 * 60_000;
/** A schema is not worth holding up a turn. */
const readLimitMs = 10_000;

/** Reads each model's schema at its first use, and again after an hour. */
export function createSchemaWatch(options: {
  readonly client: Pick<ReplicateClient, 'documentOf'>;
  readonly logger: Logger;
  readonly now?: () => number;
}): SchemaWatch {
  const { client, logger, now = Date.now } = options;
  const known = new Map<string, { readonly fields: Fields | undefined; readonly readAtMs: number }>();

  async function published(model: ReplicateModel, signal: AbortSignal): Promise<Fields | undefined> {
    const earlier = known.get(model.id);
    if (earlier !== undefined && now() - earlier.readAtMs < freshMs) return earlier.fields;
    try {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(readLimitMs)]);
      const fields = publishedFields(await client.documentOf(model, limited));
      known.set(model.id, { fields, readAtMs: now() });
      return fields;
    } catch (error) {
      logger.debug({ err: error, model: model.id }, 'schema-not-read');
      return undefined;
    }
  }

  return {
    published,
    async demandFit(model, input, signal) {
      const fields = await published(model, signal);
      const problems = fields === undefined ? [] : inputProblems(input, fields);
      if (problems.length === 0) return;
      const detail = problems.map(({ text }) => text).join('; ');
      throw new MoraError(
        'provider-failed',
        `${model.label} was changed by its maker; ask the operator to update the studio.`,
        { retryable: false, detail: `${model.slug}: ${detail}` },
      );
    },
  };
}
