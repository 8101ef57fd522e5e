import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Agent, AgentInput } from '../../../../src/core/agents.ts';
import type { JsonValue, Made, OperationRole, Standing, StartContext } from '../../../../src/core/provider.ts';
import { changeTurn, motionTurn, openScene, pictureTurn, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene({ settings: { prices: { change: { 'machine-second': 0.002 } } } });
});
afterEach(() => scene[Symbol.asyncDispose]());

const still = () => scene.role('still', 'text-to-image');

/** Looks until it has ended. */
async function ending<A extends Agent>(
  role: OperationRole<A>,
  operation: JsonValue,
  context: StartContext,
): Promise<Exclude<Standing, { state: 'running' }>> {
  const looks: Standing[] = [];
  const look = async (): Promise<Standing['state']> => {
    const standing = await role.poll(operation, context);
    looks.push(standing);
    return standing.state;
  };
  await expect.poll(look).not.toBe('running');
  const last = looks.at(-1);
  if (last === undefined || last.state === 'running') throw new Error('it has ended');
  return last;
}

/** A whole turn. */
async function play<A extends Agent>(role: OperationRole<A>, input: AgentInput<A>): Promise<Made<A>> {
  const context = await scene.context();
  const end = await ending(role, await role.start(input, context), context);
  if (end.state === 'failed') throw end.error;
  return role.collect(end.result, input, context);
}

describe('a turn', () => {
  it('makes a picture of the size asked for, whatever was sent', async () => {
    const made = await play(still(), pictureTurn);
    expect(made.costUsd).toBe(0.003);
    const kept = await scene.artifacts.find(made.output.image.artifact);
    expect(kept?.mediaType).toBe('image/png');
  });

  it('takes an address that is no list', async () => {
    scene.fake.set({ listsImages: false });
    await expect(play(still(), pictureTurn)).resolves.toHaveProperty('costUsd', 0.003);
  });

  it('makes a video of all frames, spread over its seconds, and counts those that were paid', async () => {
    const image = await scene.picture('task-scene-in', 'even');
    const { output, costUsd } = await play(scene.role('motion', 'image-to-video'), motionTurn(image, 2));
    expect(output).toMatchObject({ repeatsStart: true, steady: false, facts: { frames: 8, durationS: 2, fps: 4 } });
    // Eight frames at eight a second are one second, however long they are shown.
    expect(costUsd).toBeCloseTo(0.05);
  });

  it('connects two pictures', async () => {
    const [start, end] = [await scene.picture('task-scene-a', 'even'), await scene.picture('task-scene-b', 'noise')];
    const { output } = await play(scene.role('motion', 'connect'), {
      ...pictureTurn,
      first: start,
      second: end,
      start: { artifact: start },
      end: { artifact: end },
      prompt: 'slowly',
      durationS: 1,
      fps: 24,
    });
    expect(output).toMatchObject({ repeatsEnds: true, facts: { durationS: 1, frames: 8 } });
    const [post] = scene.fake.requests('POST', '/v1/models/acme/motion');
    const { input } = z.object({ input: z.record(z.string(), z.unknown()) }).parse(post?.body);
    // The small file within the input, the large one by its address.
    expect(input['image']).toMatch(/^data:image\/png;base64,/u);
    expect(input['last_image']).toMatch(/\/v1\/files\//u);
    expect([...scene.fake.files.values()]).toMatchObject([{ contentType: 'image/png', name: 'input.png' }]);
  });

  it('costs what its machine took, by the price of the operator', async () => {
    scene.fake.nextPrediction({ predictTimeS: 12 });
    const image = await scene.picture('task-scene-in', 'even');
    const made = await play(scene.role('change', 'image-to-image'), changeTurn(image));
    expect(made.costUsd).toBeCloseTo(0.024);
  });

  it('hands a file over once, however often it stands in the input', async () => {
    const image = await scene.picture('task-scene-in', 'noise');
    const context = await scene.context();
    const role = scene.role('motion', 'connect');
    const both = { start: { artifact: image }, end: { artifact: image }, first: image, second: image };
    await role.start({ ...pictureTurn, ...both, prompt: '', durationS: 1, fps: 24 }, context);
    expect(scene.fake.files.size).toBe(1);
  });
});

describe('a look', () => {
  it('tells how far it is by the newest bar', async () => {
    scene.fake.nextPrediction({ status: 'hold', logs: ' 20%|██  | 1/5\r 60%|███ | 3/5 [00:01<00:01]' });
    const context = await scene.context();
    const operation = await still().start(pictureTurn, context);
    const progress = async () => {
      const standing = await still().poll(operation, context);
      return standing.state === 'running' ? standing.progress : undefined;
    };
    await expect.poll(progress).toEqual({ phase: 'making', percent: 60 });
    await still().cancel(operation, context.signal);
  });

  it('takes a status that nobody knows for a running one', async () => {
    scene.fake.nextPrediction({ status: 'hold', runningStatus: 'warming-up' });
    const context = await scene.context();
    const operation = await still().start(pictureTurn, context);
    await expect.poll(() => scene.fake.predictions[0]?.status).toBe('warming-up');
    expect(await still().poll(operation, context)).toMatchObject({ state: 'running' });
  });

  it.each([
    [{ status: 'failed', error: 'NSFW content detected' }, 'refused'],
    [{ status: 'failed', error: 'CUDA error' }, 'provider-failed'],
    [{ status: 'canceled' }, 'provider-failed'],
    [{ status: 'aborted' }, 'timed-out'],
    [{ output: null }, 'provider-failed'],
  ] as const)('%j is %s', async (script, code) => {
    scene.fake.nextPrediction(script);
    await expect(play(still(), pictureTurn)).rejects.toMatchObject({ code });
  });

  it('is a loss where Replicate knows nothing of it', async () => {
    const context = await scene.context();
    expect(await still().poll({ id: 'abcd12345', slug: 'acme/still' }, context)).toMatchObject({
      state: 'failed',
      error: { code: 'output-lost' },
    });
  });

  it('tells of the end of the time that was given', async () => {
    scene.fake.set({ deadlineScale: 1e-5 });
    scene.fake.nextPrediction({ status: 'hold', startMs: 0 });
    await expect(play(still(), pictureTurn)).rejects.toMatchObject({ code: 'timed-out' });
  });
});

describe('fetching', () => {
  it('is done again where half came', async () => {
    scene.fake.fault({ path: '^/output/', kind: 'half' });
    await expect(play(still(), pictureTurn)).resolves.toHaveProperty('output');
    expect(scene.fake.requests('GET', '/output/')).toHaveLength(2);
  });

  it('is a loss where the output has expired', async () => {
    scene.fake.set({ outputsExpired: true });
    await expect(play(still(), pictureTurn)).rejects.toMatchObject({ code: 'output-lost' });
  });

  it.each(['http://replicate.delivery/a.png', 'https://replicate.delivery.evil.example/a.png', 'file:///etc/passwd'])(
    'is not done from %s',
    async (output) => {
      scene.fake.nextPrediction({ output });
      await expect(play(still(), pictureTurn)).rejects.toMatchObject({ code: 'provider-failed', retryable: false });
    },
  );

  it('sends no token', async () => {
    await play(still(), pictureTurn);
    expect(scene.fake.requests('GET', '/output/')[0]?.headers).not.toHaveProperty('authorization');
  });
});

describe('a cancel', () => {
  it('stops it there', async () => {
    scene.fake.nextPrediction({ status: 'hold' });
    const context = await scene.context();
    const operation = await still().start(pictureTurn, context);
    await still().cancel(operation, context.signal);
    expect(scene.fake.predictions[0]?.status).toBe('canceled');
  });

  it('of one that has ended or is not known is no error', async () => {
    const { signal } = await scene.context();
    await still().cancel({ id: 'abcd12345', slug: 'acme/still' }, signal);
    scene.fake.fault({ path: '/cancel$', kind: 'status', status: 422 });
    await still().cancel({ id: 'abcd12345', slug: 'acme/still' }, signal);
  });

  it('that does not arrive is one', async () => {
    scene.fake.fault({ path: '/cancel$', kind: 'cut-before' });
    const { signal } = await scene.context();
    const cancelled = still().cancel({ id: 'abcd12345', slug: 'acme/still' }, signal);
    await expect(cancelled).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a model that was changed by its maker', () => {
  it('is not asked where a field that is sent is gone', async () => {
    delete scene.fake.model('acme/still').input.properties['steps'];
    const failure = await play(still(), pictureTurn).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'provider-failed', retryable: false });
    expect(String(failure)).toContain('steps');
    expect(scene.fake.predictions).toEqual([]);
  });

  it('is asked where its fields cannot be read', async () => {
    scene.fake.fault({ path: '^/v1/models/acme/still$', kind: 'status', status: 500 });
    await expect(play(still(), pictureTurn)).resolves.toHaveProperty('output');
  });

  it('is looked at once', async () => {
    await play(still(), pictureTurn);
    await play(still(), { ...pictureTurn, seed: 8 });
    expect(scene.fake.requests('GET', '/v1/models/acme/still')).toHaveLength(1);
  });
});

describe('the vendor', () => {
  it('says what turns cost about, and what its models can do', () => {
    const [stills, changes, motions] = scene.vendor.providers;
    expect(stills).toMatchObject({ name: 'replicate/still', prices: { 'text-to-image': { turnUsd: 0.003 } } });
    expect(changes?.prices?.['image-to-image']?.turnUsd).toBeCloseTo(0.02);
    expect(motions).toMatchObject({ motion: { takesLastFrame: true }, prices: { connect: { secondUsd: 0.05 } } });
  });
});
