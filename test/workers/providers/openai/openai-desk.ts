import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { pino, type Logger } from 'pino';
import { z } from 'zod';
import {
  agentContracts,
  type Agent,
  type AgentInput,
  type AgentOutput,
  type Shot,
} from '../../../../src/core/agents.ts';
import type { ArtifactStore } from '../../../../src/core/artifacts/artifact-store.ts';
import { openDiskArtifactStore } from '../../../../src/core/artifacts/disk-artifact-store.ts';
import { readConfig } from '../../../../src/core/config.ts';
import { createMediaTools, type MediaTools } from '../../../../src/core/media/media-tools.ts';
import type { Provider, StageContext, StageProgress } from '../../../../src/core/provider.ts';
import { createOpenai } from '../../../../workers/providers/openai/vendor.ts';
import { inTurn } from '../../../../workers/remote/turn-scope.ts';
import type { Vendor } from '../../../../workers/vendor.ts';
import { startFakeOpenai, type FakeOpenai } from '../../../fakes/openai/fake-openai.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

/** What came of a turn. */
export interface Turn<A extends Agent> {
  readonly output: AgentOutput<A>;
  readonly costUsd: number | undefined;
  readonly reports: readonly StageProgress[];
  readonly stageId: string;
}

export interface TurnOptions {
  readonly signal?: AbortSignal;
  readonly stageId?: string;
  readonly onReport?: (progress: StageProgress) => void;
}

export interface VendorOptions {
  /** Of `openai` in the operator's file. */
  readonly settings?: Record<string, unknown>;
  /** Undefined is none. */
  readonly key?: string | undefined;
  /** Whether the fake is taken for OpenAI itself, rather than for another server that speaks its language. */
  readonly own?: boolean;
}

const logLineSchema = z.looseObject({ msg: z.string().optional() });

/** A shot of a few words, as every other agent is handed one. */
export const shotOf = (prompt: string, more: Partial<Shot> = {}): Shot => ({
  prompt,
  camera: 'none',
  pace: 'normal',
  ...more,
});

/** A fake OpenAI, and vendors that work with it, with a store for what they make. */
export class OpenaiDesk implements AsyncDisposable {
  readonly fake: FakeOpenai;
  readonly artifacts: ArtifactStore;
  readonly media: MediaTools;
  /** Lines of the log as they were written. */
  readonly log: z.infer<typeof logLineSchema>[] = [];
  readonly #directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  readonly #logger: Logger;
  #turns = 0;

  private constructor(
    fake: FakeOpenai,
    directory: Awaited<ReturnType<typeof temporaryDirectory>>,
    artifacts: ArtifactStore,
  ) {
    this.fake = fake;
    this.artifacts = artifacts;
    this.#directory = directory;
    this.#logger = pino(
      { level: 'trace' },
      { write: (line) => void this.log.push(logLineSchema.parse(JSON.parse(line))) },
    );
    this.media = createMediaTools({ logger: this.#logger });
  }

  static async open(): Promise<OpenaiDesk> {
    const directory = await temporaryDirectory();
    const artifacts = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
    return new OpenaiDesk(await startFakeOpenai(), directory, artifacts);
  }

  get path(): string {
    return this.#directory.path;
  }

  /** A vendor that was configured for the fake; by default with the key that it takes. */
  vendor(options: VendorOptions = {}): Vendor {
    const key = 'key' in options ? options.key : 'sk-fake';
    const { url } = this.fake;
    const config = readConfig({
      ...(options.own === true ? {} : { OPENAI_BASE_URL: url }),
      ...(key === undefined ? {} : { OPENAI_API_KEY: key }),
    });
    const settings = options.settings === undefined ? {} : { openai: options.settings };
    return createOpenai({ config, logger: this.#logger, media: this.media, settings }, url);
  }

  /** The provider of a vendor that plays an agent. */
  player(agent: Agent, options: VendorOptions = {}): Provider {
    return playerOf(this.vendor(options), agent);
  }

  /** One turn, its input and output held to the contract, as the driver plays it. */
  async play<A extends Agent>(
    { agents }: Provider,
    agent: A,
    input: AgentInput<A>,
    { signal = new AbortController().signal, stageId, onReport }: TurnOptions = {},
  ): Promise<Turn<A>> {
    const role = agents[agent];
    if (role === undefined || typeof role === 'function' || role.kind !== 'call') throw new Error('no such role');
    this.#turns += 1;
    const reports: StageProgress[] = [];
    const context: StageContext = {
      stageId: stageId ?? `task-openai-${this.#turns}`,
      signal,
      artifacts: this.artifacts,
      scratchDir: await mkdtemp(path.join(this.path, 'stage-')),
      logger: this.#logger,
      report: (progress) => {
        reports.push(progress);
        onReport?.(progress);
      },
    };
    const turn = { signal, waiting: (phase: string) => context.report({ phase }) };
    const { output, costUsd } = await inTurn(turn, () => role.run(input, context));
    // The contract of agent A parses to the output of agent A; the table's type cannot say so for a generic A.
    const parsed = agentContracts[agent].output.parse(output) as AgentOutput<A>;
    return { output: parsed, costUsd, reports, stageId: context.stageId };
  }

  /** Bodies of the requests to a path, oldest first. */
  bodies(requestPath: string): unknown[] {
    return this.fake.seen.filter((request) => request.path === requestPath).map(({ body }) => body);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.media.close();
    await this.fake[Symbol.asyncDispose]();
    await this.#directory[Symbol.asyncDispose]();
  }
}

/** The provider of a vendor that plays an agent. */
export function playerOf({ providers }: Vendor, agent: Agent): Provider {
  const provider = providers.find(({ agents }) => agents[agent] !== undefined);
  if (provider === undefined) throw new Error(`nobody plays ${agent}`);
  return provider;
}
