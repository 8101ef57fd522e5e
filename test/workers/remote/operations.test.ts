import { describe, expect, test } from 'vitest';
import { abortOf, Elsewhere, failure, made, oneStage } from './one-stage.ts';

const { live, ends, failWrites } = oneStage();
const never = (): Promise<never> => new Promise(() => undefined);

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

  test('whose name cannot be written down is found by the next run, and not begun again', async () => {
    const role = new Elsewhere();
    failWrites('-operation', 1);
    await expect(live(role)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await ends()).toEqual([undefined]);
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

  test('that another process was to begin, and begins late, is waited for', async () => {
    const role = new Elsewhere();
    const sent = Promise.withResolvers<void>();
    role.onAsked = () => sent.promise;
    const first = live(role);
    await expect.poll(ends).toHaveLength(1);
    const second = live(role, { timing: { searchMs: 1, inheritMs: 60_000 } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    sent.resolve();
    expect(await Promise.all([first, second])).toEqual([made, made]);
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

  test('whose work cannot be kept for a while is kept later: it is paid', async () => {
    const role = new Elsewhere();
    role.onFetch = () => (role.fetches < 8 ? Promise.reject(failure('unavailable')) : Promise.resolve(made));
    expect(await live(role)).toEqual(made);
    expect([role.begun.length, role.fetches]).toEqual([1, 8]);
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
