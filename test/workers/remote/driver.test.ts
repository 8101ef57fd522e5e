import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
const made: Made<'text-to-image'> = { output: { image: { artifact: 'task-picture' } }, costUsd: 0.25 };
const provider = 'acme/still';
const stageId = 'task-0123456789abcdef-picture';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let artifacts: ArtifactStore;
beforeEach(async () => {
  directory = await temporaryDirectory();
  artifacts = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
});
afterEach(() => directory[Symbol.asyncDispose]());

/** Somebody elsewhere: it counts what it is asked, and does what the test says. */
class Elsewhere implements OperationRole<'text-to-image'> {
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

interface Life {
  /** A shutdown. */
  readonly signal?: AbortSignal;
  /** A cancel; it comes with the signal. */
  readonly unwanted?: AbortSignal;
  readonly onPoke?: (listener: () => void) => Disposable;
  readonly timing?: Partial<RemoteTiming>;
}

/** One process that works on the stage. */
function live(
  role: OperationRole<'text-to-image'> | CallRole<'text-to-image'>,
  { signal = new AbortController().signal, unwanted, onPoke, timing: own }: Life = {},
): Promise<Made<'text-to-image'>> {
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
}

const failure = (code: ErrorCode, more = {}): MoraError => new MoraError(code, 'A sentence.', more);
const never = (): Promise<never> => new Promise(() => undefined);
const ends = async (): Promise<unknown> =>
  (await openJournal(artifacts, stageId, provider).read()).map(({ ended }) => ended);

describe('an operation', () => {
  test('is begun, followed and fetched; a second run of the stage asks for nothing', async () => {
    const role = new Elsewhere();
    role.onPoll = (polls) => (polls < 3 ? { state: 'running' } : { state: 'made', result: 'there' });
    expect(await live(role)).toEqual(made);
    expect(await live(role)).toEqual(made);
    expect([role.begun.length, role.polls, role.fetches]).toEqual([1, 3, 1]);
    expect(await ends()).toMatchObject([{ begun: true, costUsd: 0.25 }]);
  });

  test.each<[string, (role: Elsewhere) => void]>([
    ['before its order is answered', (role) => (role.onBegun = never)],
    ['while it is followed', (role) => (role.onPoll = () => ({ state: 'running', againMs: 60_000 }))],
    ['while it is fetched', (role) => (role.onFetch = never)],
  ])('of a process that is gone %s is gone on with, not begun again, and not stopped', async (_when, hold) => {
    const role = new Elsewhere();
    hold(role);
    // The process is gone: nobody hears of this promise again.
    const shutdown = new AbortController();
    const first = live(role, { signal: shutdown.signal });
    first.catch(() => undefined);
    await expect.poll(() => role.begun.length + role.polls + role.fetches).toBeGreaterThan(0);
    const second = new Elsewhere();
    second.begun.push(...role.begun);
    expect(await live(second)).toEqual(made);
    expect(second.begun).toEqual(role.begun);
    expect(second.begun).toHaveLength(1);
    shutdown.abort();
    expect(role.cancelled).toEqual([]);
  });

  test('whose order was lost on the way back is found', async () => {
    const role = new Elsewhere();
    role.onBegun = () => Promise.reject(failure('uncertain'));
    expect(await live(role)).toEqual(made);
    expect(role.begun).toHaveLength(1);
  });

  test('whose order never arrived is begun anew only after it was looked for', async () => {
    const role = new Elsewhere();
    role.onAsked = () => {
      role.onAsked = () => Promise.resolve();
      return Promise.reject(failure('uncertain'));
    };
    await expect(live(role)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect(await ends()).toEqual([{ begun: false }]);
    expect(await live(role)).toEqual(made);
    expect(role.begun).toHaveLength(1);
  });

  test('is begun once, however many processes come to the stage at a time', async () => {
    const role = new Elsewhere();
    const all = await Promise.all([live(role), live(role), live(role)]);
    expect(all).toEqual([made, made, made]);
    expect(role.begun).toHaveLength(1);
  });

  test('that cannot be asked for a while goes on', async () => {
    const role = new Elsewhere();
    role.onPoll = (polls) => {
      if (polls < 4) throw failure('unavailable');
      return { state: 'made', result: 'there' };
    };
    expect(await live(role)).toEqual(made);
  });

  test('that failed may be begun once more, and then no more; all of it is reckoned up', async () => {
    const role = new Elsewhere();
    role.onPoll = () => ({ state: 'failed', error: failure('provider-failed', { costUsd: 0.1 }) });
    for (let run = 0; run < 4; run += 1) await expect(live(role)).rejects.toMatchObject({ code: 'provider-failed' });
    expect(role.begun).toHaveLength(2);
    expect(await ends()).toEqual([
      { begun: true, costUsd: 0.1 },
      { begun: true, costUsd: 0.1 },
    ]);
  });

  test('whose work cannot be fetched is fetched again, never made again', async () => {
    const role = new Elsewhere();
    role.onFetch = () => (role.fetches < 3 ? Promise.reject(failure('provider-failed')) : Promise.resolve(made));
    expect(await live(role)).toEqual(made);
    expect([role.begun.length, role.fetches]).toEqual([1, 3]);
  });

  test('whose work stays out of reach is lost, and said so', async () => {
    const role = new Elsewhere();
    role.onFetch = () => Promise.reject(failure('provider-failed'));
    await expect(live(role)).rejects.toMatchObject({ code: 'output-lost', retryable: false });
    expect(role.begun).toHaveLength(1);
  });

  test.each<[string, (role: Elsewhere) => void]>([
    ['before its order is answered', (role) => (role.onBegun = never)],
    ['while it is followed', (role) => (role.onPoll = () => ({ state: 'running', againMs: 60_000 }))],
  ])('that nobody wants any more is stopped there: %s', async (_when, hold) => {
    const role = new Elsewhere();
    hold(role);
    const cancel = new AbortController();
    role.onBegun = (
      (wait) => () =>
        Promise.race([wait(), abortOf(cancel.signal)])
    )(role.onBegun);
    const running = live(role, { unwanted: cancel.signal });
    running.catch(() => undefined);
    await expect.poll(() => role.begun.length).toBe(1);
    cancel.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(role.cancelled).toEqual(role.begun);
    expect(await ends()).toEqual([{ begun: true }]);
  });

  test('is asked for at once when somebody pokes', async () => {
    const role = new Elsewhere();
    role.onPoll = (polls) =>
      polls === 1 ? { state: 'running', againMs: 600_000 } : { state: 'made', result: 'there' };
    let poke: (() => void) | undefined;
    const running = live(role, {
      onPoke: (listener) => {
        poke = listener;
        return { [Symbol.dispose]: () => undefined };
      },
    });
    await expect.poll(() => role.polls).toBe(1);
    poke?.();
    expect(await running).toEqual(made);
  });
});

describe('a request that holds its answer', () => {
  const callOf = (run: CallRole<'text-to-image'>['run']): CallRole<'text-to-image'> => ({ kind: 'call', run });

  test('is sent once: its answer is kept before it is handed on', async () => {
    let calls = 0;
    const role = callOf(() => {
      calls += 1;
      return Promise.resolve(made);
    });
    expect(await live(role)).toEqual(made);
    expect(await live(role)).toEqual(made);
    expect(calls).toBe(1);
  });

  test('that was under way when its process died is not sent again', async () => {
    let calls = 0;
    const shutdown = new AbortController();
    const role = callOf(() => {
      calls += 1;
      return abortOf(shutdown.signal);
    });
    const first = live(role, { signal: shutdown.signal });
    await expect.poll(() => calls).toBe(1);
    shutdown.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await expect(live(role)).rejects.toMatchObject({ code: 'uncertain', retryable: false });
    expect(calls).toBe(1);
  });

  test.each<[ErrorCode, number]>([
    ['provider-failed', 2],
    ['unavailable', 4],
    ['unauthorized', 4],
    ['refused', 4],
    ['uncertain', 1],
  ])('that ended with %s is sent %s times in four runs', async (code, sent) => {
    let calls = 0;
    const role = callOf(() => {
      calls += 1;
      return Promise.reject(failure(code));
    });
    for (let run = 0; run < 4; run += 1) await expect(live(role)).rejects.toBeInstanceOf(MoraError);
    expect(calls).toBe(sent);
  });
});

/** Rejects when the signal aborts, as a fetch does. */
async function abortOf(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true });
  return promise;
}
