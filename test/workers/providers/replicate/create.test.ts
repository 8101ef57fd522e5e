import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTurn } from '../../../../workers/remote/turn-scope.ts';
import { openScene, pictureTurn, type Scene } from './scene.ts';

/** Where official models are begun. */
const createPath = '^/v1/models/acme/still/predictions$';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene[Symbol.asyncDispose]());

const still = () => scene.role('still', 'text-to-image');
const posts = () => scene.fake.requests('POST', '/v1/models/acme/still/predictions');

/** Begins a picture; the error where it did not work. */
async function begin(signal?: AbortSignal): Promise<unknown> {
  const context = await scene.context(signal === undefined ? {} : { signal });
  return still()
    .start(pictureTurn, context)
    .catch((error: unknown) => error);
}

describe('what is sent to begin a generation', () => {
  it('is the parsed input, bounded in time, with no webhook where nobody can call', async () => {
    const operation = await begin();
    const [prediction] = scene.fake.predictions;
    expect(operation).toEqual({ id: prediction?.id, slug: 'acme/still' });
    expect(posts()).toHaveLength(1);
    expect(posts()[0]?.body).toEqual({
      input: { prompt: 'a paper boat', width: 128, height: 72, seed: 7, output_format: 'png', steps: 4 },
    });
    expect(posts()[0]?.headers).toMatchObject({ 'cancel-after': '1500s', authorization: 'Bearer r8_fake' });
  });

  it('names the version of a model of the community', async () => {
    const picture = await scene.picture('task-scene-in', 'even');
    const input = { ...pictureTurn, image: { artifact: picture } };
    await scene.role('change', 'image-to-image').start(input, await scene.context());
    const [post] = scene.fake.requests('POST', '/v1/predictions');
    expect(post?.body).toMatchObject({ version: 'c4'.repeat(32), input: { guidance: 7.5 } });
  });

  it('is nothing where the mapping is wrong', async () => {
    const context = await scene.context();
    const failure = await still()
      .start({ ...pictureTurn, width: 4096 }, context)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'internal', retryable: false });
    expect(scene.fake.seen).toEqual([]);
  });
});

describe('a generation that may have begun is sent once', () => {
  it.each(['cut-before', 'cut-after', 'half', 'garbage'] as const)('where the connection breaks (%s)', async (kind) => {
    scene.fake.fault({ method: 'POST', path: createPath, kind });
    expect(await begin()).toMatchObject({ code: 'uncertain', retryable: false });
    expect(posts()).toHaveLength(1);
  });

  it.each([500, 502, 503, 504])('where the answer is %i after the work', async (status) => {
    scene.fake.fault({ method: 'POST', path: createPath, kind: 'status-after', status });
    expect(await begin()).toMatchObject({ code: 'uncertain' });
    expect(posts()).toHaveLength(1);
    expect(scene.fake.creations()).toEqual({ 'acme/still': 1 });
  });

  it('where it is stopped in mid-request: it is named all the same', async () => {
    scene.fake.fault({ method: 'POST', path: createPath, kind: 'slow' });
    const stop = new AbortController();
    const begun = begin(stop.signal);
    await expect.poll(() => scene.fake.predictions.length, { interval: 2 }).toBe(1);
    stop.abort();
    expect(await begun).toMatchObject({ id: scene.fake.predictions[0]?.id });
  });

  it('where it is stopped and no answer comes', async () => {
    scene.fake.fault({ method: 'POST', path: createPath, kind: 'hang' });
    const stop = new AbortController();
    const begun = begin(stop.signal);
    await expect.poll(() => scene.fake.predictions.length).toBe(1);
    stop.abort();
    expect(await begun).toMatchObject({ code: 'uncertain' });
    expect(posts()).toHaveLength(1);
  });
});

describe('a generation that surely did not begin', () => {
  it('is unavailable where the overloaded say so', async () => {
    const body = { detail: 'We are at capacity, please try again' };
    scene.fake.fault({ method: 'POST', path: createPath, kind: 'status', status: 503, body });
    expect(await begin()).toMatchObject({ code: 'unavailable' });
    expect(posts()).toHaveLength(1);
  });

  it('is unavailable where nobody listens', async () => {
    const context = await scene.context();
    await scene.fake[Symbol.asyncDispose]();
    const failure = await still()
      .start(pictureTurn, context)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'unavailable' });
  });

  it('is cancelled before anything is sent', async () => {
    expect(await begin(AbortSignal.abort())).toMatchObject({ code: 'cancelled' });
    expect(posts()).toEqual([]);
  });

  it('is sent again after the wait that a 429 asks for, and people are told', async () => {
    const body = { detail: 'Your rate limit resets in ~20ms.' };
    scene.fake.fault({ method: 'POST', path: createPath, kind: 'status', status: 429, body, times: 2 });
    const waits: string[] = [];
    const signal = new AbortController().signal;
    const begun = await inTurn({ signal, waiting: (what) => void waits.push(what) }, () => begin());
    expect(begun).toHaveProperty('id');
    expect(waits).toEqual(['waiting for the provider', 'waiting for the provider']);
    expect(posts()).toHaveLength(3);
    expect(scene.fake.creations()).toEqual({ 'acme/still': 1 });
  });

  it('says which field was wrong', async () => {
    const body = { title: 'Input validation failed', detail: '- input.steps: Must be at most 2\n', status: 422 };
    scene.fake.fault({ method: 'POST', path: createPath, kind: 'status', status: 422, body });
    const failure = await begin();
    expect(failure).toMatchObject({ code: 'bad-input' });
    expect(String(failure)).toContain('input.steps');
    expect(failure).not.toHaveProperty('userMessage', expect.stringContaining('steps'));
  });
});

describe('credentials that are not taken', () => {
  it.each([401, 402, 403])('stop everything with one alert (%i), until they are', async (status) => {
    const body = { title: 'No', detail: 'no', status };
    scene.fake.fault({ method: 'POST', path: createPath, kind: 'status', status, body });
    expect(await begin()).toMatchObject({ code: 'unauthorized', waitMs: expect.any(Number) });
    const sent = posts().length;
    expect(await begin()).toMatchObject({ code: 'unauthorized' });
    expect(posts()).toHaveLength(sent);
    expect(scene.log.filter((line) => line.includes('provider-stopped'))).toHaveLength(1);
    for (const { stopped } of scene.vendor.providers) expect(stopped?.()).toContain(String(status));
    expect(scene.log.join('')).not.toContain('r8_fake');
  });
});

describe('looks', () => {
  it('are made once, whatever the answer', async () => {
    const operation = { id: 'abcd12345', slug: 'acme/still' };
    scene.fake.fault({ path: '^/v1/predictions/abcd12345$', kind: 'status', status: 500, times: 9 });
    const context = await scene.context();
    await expect(still().poll(operation, context)).rejects.toMatchObject({ code: 'unavailable' });
    expect(scene.fake.requests('GET', '/v1/predictions/')).toHaveLength(1);
  });

  it('survive a broken connection', async () => {
    scene.fake.fault({ path: '^/v1/predictions/', kind: 'cut-before' });
    const context = await scene.context();
    await expect(still().poll({ id: 'abcd12345', slug: 'acme/still' }, context)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});
