import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../fakes/openai/knobs.ts';
import { OpenaiDesk, playerOf, shotOf } from './openai-desk.ts';

let desk: OpenaiDesk;
beforeEach(async () => {
  desk = await OpenaiDesk.open();
});
afterEach(() => desk[Symbol.asyncDispose]());

const t2v = { kind: 't2v', prompt: 'a paper boat', durationS: 5 } as const;
const picture = { width: 256, height: 144, shot: shotOf('a paper boat'), seed: 1 };

function failNext(path: string, fault: Fault): void {
  desk.fake.knobs.faults.push({ path, fault });
}

const error = (code: string, message = 'no', type = 'invalid_request_error') => ({
  error: { message, type, code, param: null },
});

describe('what goes wrong with a request', () => {
  it.each([
    { fault: { kind: 'status', status: 500 }, code: 'uncertain', retryable: false },
    { fault: { kind: 'status', status: 502 }, code: 'uncertain', retryable: false },
    { fault: { kind: 'status', status: 503 }, code: 'unavailable', retryable: true },
    { fault: { kind: 'status', status: 400, body: error('bad_field') }, code: 'bad-input', retryable: false },
    { fault: { kind: 'status', status: 422 }, code: 'bad-input', retryable: false },
    { fault: { kind: 'status', status: 400, body: error('invalid_prompt') }, code: 'refused', retryable: false },
    { fault: { kind: 'status', status: 401 }, code: 'unauthorized', retryable: true },
    { fault: { kind: 'status', status: 402 }, code: 'unauthorized', retryable: true },
    {
      fault: { kind: 'status', status: 403, body: error('x', 'must be verified') },
      code: 'unauthorized',
      retryable: true,
    },
    { fault: { kind: 'cut', when: 'before' }, code: 'uncertain', retryable: false },
    { fault: { kind: 'cut', when: 'after' }, code: 'uncertain', retryable: false },
  ] as const)('$fault is $code, and it is sent once', async ({ fault, code, retryable }) => {
    failNext('/responses', fault);
    const turn = desk.play(desk.player('prompt'), 'prompt', t2v);
    await expect(turn).rejects.toMatchObject({ code, retryable });
    await expect(turn).rejects.not.toThrow(/sk-fake|127\.0\.0\.1:/u);
    expect(desk.fake.seen).toHaveLength(1);
  });

  it('may ask again where nobody is billed', async () => {
    desk.fake.knobs.key = undefined;
    failNext('/responses', { kind: 'cut', when: 'after' });
    const turn = desk.play(desk.player('prompt', { key: undefined }), 'prompt', t2v);
    await expect(turn).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });

  it('knows that nothing was begun where there is no server', async () => {
    const player = desk.player('prompt');
    await desk.fake[Symbol.asyncDispose]();
    await expect(desk.play(player, 'prompt', t2v)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('waits for its turn, and says so', async () => {
    for (let count = 0; count < 2; count += 1) {
      failNext('/responses', {
        kind: 'status',
        status: 429,
        headers: { 'retry-after': '0' },
        body: error('rate_limit'),
      });
    }
    const { reports } = await desk.play(desk.player('prompt'), 'prompt', t2v);
    expect(reports.map(({ phase }) => phase)).toContain('waiting for the provider');
    expect(desk.fake.paid).toEqual(['/responses']);
  });

  it('ends at once when it is aborted, and nothing is sent afterwards', async () => {
    failNext('/responses', { kind: 'silence' });
    const controller = new AbortController();
    const turn = desk.play(desk.player('prompt'), 'prompt', t2v, { signal: controller.signal });
    await expect.poll(() => desk.fake.seen.length).toBe(1);
    controller.abort();
    await expect(turn).rejects.toMatchObject({ code: 'cancelled' });
    const late = desk.play(desk.player('prompt'), 'prompt', t2v, { signal: AbortSignal.abort() });
    await expect(late).rejects.toMatchObject({ code: 'cancelled' });
    expect(desk.fake.seen).toHaveLength(1);
  });
});

describe('bad credentials', () => {
  const alerts = (): unknown[] => desk.log.filter(({ msg }) => msg === 'provider-stopped');

  it('stop all models with one alert', async () => {
    const vendor = desk.vendor({ key: 'sk-old' });
    const [prompter, painter] = [playerOf(vendor, 'prompt'), playerOf(vendor, 'text-to-image')];
    expect(prompter.stopped?.()).toBeUndefined();
    await expect(desk.play(prompter, 'prompt', t2v)).rejects.toMatchObject({
      code: 'unauthorized',
      waitMs: expect.any(Number),
    });
    await expect(desk.play(painter, 'text-to-image', picture)).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(desk.play(prompter, 'prompt', t2v)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(desk.fake.seen).toHaveLength(1);
    expect(alerts()).toHaveLength(1);
    expect([prompter.stopped?.(), painter.stopped?.()]).toEqual([expect.any(String), expect.any(String)]);
    expect(JSON.stringify(desk.log)).not.toContain('sk-old');
  });

  it('stop one model where it is the only one that may not be used', async () => {
    const body = error('x', 'Your organization must be verified to use the model');
    failNext('/images/generations', { kind: 'status', status: 403, body });
    const vendor = desk.vendor();
    const painter = playerOf(vendor, 'text-to-image');
    const turn = (): Promise<unknown> => desk.play(painter, 'text-to-image', picture);
    await expect(turn()).rejects.toMatchObject({ code: 'unauthorized', waitMs: expect.any(Number) });
    await expect(turn()).rejects.toMatchObject({ code: 'unauthorized', waitMs: expect.any(Number) });
    expect(desk.bodies('/images/generations')).toHaveLength(1);
    expect(painter.stopped?.()).toContain('must be verified');
    await desk.play(playerOf(vendor, 'prompt'), 'prompt', t2v);
  });

  it('are seen where the account has spent all: nobody waits for that', async () => {
    const body = error('insufficient_quota', 'You exceeded your current quota', 'insufficient_quota');
    failNext('/responses', { kind: 'status', status: 429, body });
    const player = desk.player('prompt');
    await expect(desk.play(player, 'prompt', t2v)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(desk.fake.seen).toHaveLength(1);
    expect(player.stopped?.()).toContain('insufficient_quota');
  });

  it('stop a model that the server does not have', async () => {
    const player = desk.player('prompt', { settings: { 'prompt-model': 'gpt-0' } });
    await expect(desk.play(player, 'prompt', t2v)).rejects.toMatchObject({
      code: 'unauthorized',
      userMessage: expect.stringContaining('gpt-0'),
    });
    expect(alerts()).toHaveLength(1);
  });
});
