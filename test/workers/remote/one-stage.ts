import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { AgentInput } from '../../../src/core/agents.ts';
import type { ArtifactStore } from '../../../src/core/artifacts/artifact-store.ts';
import { openDiskArtifactStore } from '../../../src/core/artifacts/disk-artifact-store.ts';
import { MoraError, type ErrorCode } from '../../../src/core/errors.ts';
import { silentLogger } from '../../../src/core/log.ts';
import type { CallRole, Made, OperationRole, StageContext, Standing } from '../../../src/core/provider.ts';
import { openJournal } from '../../../workers/remote/journal.ts';
import { playRole } from '../../../workers/remote/play-role.ts';
import type { RemoteTiming } from '../../../workers/remote/turn.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const timing: RemoteTiming = {
  pollMs: 5,
  pollMaxMs: 5,
  searchMs: 50,
  inheritMs: 100,
  searchGapMs: 10,
  fetchRetryMs: 1,
  cancelMs: 5_000,
};
const input: AgentInput<'text-to-image'> = {
  width: 64,
  height: 64,
  shot: { prompt: 'a boat', camera: 'none', pace: 'normal' },
  seed: 7,
};
export const made: Made<'text-to-image'> = { output: { image: { artifact: 'task-picture' } }, costUsd: 0.25 };
const provider = 'acme/still';
const stageId = 'task-0123456789abcdef-picture';

export const failure = (code: ErrorCode, more = {}): MoraError => new MoraError(code, 'A sentence.', more);

/** Somebody elsewhere: it counts what it is asked, and does what the test says. */
export class Elsewhere implements OperationRole<'text-to-image'> {
  readonly kind = 'operation';
  readonly begun: string[] = [];
  readonly cancelled: unknown[] = [];
  polls = 0;
  fetches = 0;
  /** After the work was begun: an error here is an answer that got lost. */
  onBegun: () => Promise<void> = () => Promise.resolve();
  onAsked: () => Promise<void> = () => Promise.resolve();
  onPoll: (polls: number) => Standing = () => ({ state: 'made', result: 'there' });
  onFetch: () => Promise<Made<'text-to-image'>> = () => Promise.resolve(made);

  async start(_input: unknown, { mark }: { readonly mark: string }): Promise<string> {
    await this.onAsked();
    this.begun.push(mark);
    await this.onBegun();
    return mark;
  }

  find(_input: unknown, { mark }: { readonly mark: string }): Promise<string | undefined> {
    return Promise.resolve(this.begun.find((name) => name === mark));
  }

  poll(): Promise<Standing> {
    this.polls += 1;
    return Promise.resolve(this.onPoll(this.polls));
  }

  collect(): Promise<Made<'text-to-image'>> {
    this.fetches += 1;
    return this.onFetch();
  }

  cancel(operation: unknown): Promise<void> {
    this.cancelled.push(operation);
    return Promise.resolve();
  }
}

export interface Life {
  /** A shutdown. */
  readonly signal?: AbortSignal;
  /** A cancel; it comes with the signal. */
  readonly unwanted?: AbortSignal;
  readonly onPoke?: (listener: () => void) => Disposable;
  readonly timing?: Partial<RemoteTiming>;
}

/** A stage of a task with a store of its own for each test. */
export interface OneStage {
  /** One process that works on the stage. */
  readonly live: (
    role: OperationRole<'text-to-image'> | CallRole<'text-to-image'>,
    life?: Life,
  ) => Promise<Made<'text-to-image'>>;
  /** How each generation of the stage ended. */
  readonly ends: () => Promise<unknown>;
  /** The store does not take the next so many artifacts whose names end like this. */
  readonly failWrites: (suffix: string, times: number) => void;
}

export function oneStage(): OneStage {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let artifacts: ArtifactStore;
  beforeEach(async () => {
    directory = await temporaryDirectory();
    artifacts = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
  });
  afterEach(() => directory[Symbol.asyncDispose]());
  return {
    live(role, { signal = new AbortController().signal, unwanted, onPoke, timing: own } = {}) {
      const context: StageContext = {
        stageId,
        signal: unwanted === undefined ? signal : AbortSignal.any([signal, unwanted]),
        artifacts,
        scratchDir: directory.path,
        logger: silentLogger(),
        report: () => undefined,
      };
      return playRole('text-to-image', role, {
        provider,
        input,
        context,
        unwanted: unwanted ?? new AbortController().signal,
        onPoke: onPoke ?? (() => ({ [Symbol.dispose]: () => undefined })),
        timing: { ...timing, ...own },
      });
    },
    ends: async () => (await openJournal(artifacts, stageId, provider).read()).map(({ ended }) => ended),
    failWrites(suffix, times) {
      const whole = artifacts;
      let left = times;
      artifacts = {
        ...whole,
        put: async (id, ...more) => {
          if (!id.endsWith(suffix) || left === 0) return whole.put(id, ...more);
          left -= 1;
          throw failure('unavailable');
        },
      };
    },
  };
}

/** Rejects when the signal aborts, as a fetch does. */
export async function abortOf(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true });
  return promise;
}
