import { afterEach, beforeEach, expect, test } from 'vitest';
import sharp from 'sharp';
import { allModels } from '../../workers/providers/replicate/models/all-models.ts';
import { startFakeOpenai, type FakeOpenai } from '../fakes/openai/fake-openai.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/fake-replicate.ts';
import { openWholeHouse, type WholeHouse } from '../support/whole-house.ts';
import { testDataDirectory } from '../support/test-database.ts';

let replicate: FakeReplicate;
let openai: FakeOpenai;
let directory: Awaited<ReturnType<typeof testDataDirectory>>;
let house: WholeHouse | undefined;
beforeEach(async () => {
  replicate = await startFakeReplicate(allModels);
  openai = await startFakeOpenai();
  directory = await testDataDirectory();
});
afterEach(async () => {
  await house?.[Symbol.asyncDispose]();
  house = undefined;
  await openai[Symbol.asyncDispose]();
  await replicate[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

/** A studio with tokens, in this process. */
async function open(environment: Readonly<Record<string, string>>): Promise<WholeHouse> {
  house = await openWholeHouse(directory.path, {
    REPLICATE_API_TOKEN: replicate.token,
    REPLICATE_BASE_URL: replicate.url,
    ...environment,
  });
  return house;
}

/** What a model was asked with, oldest first. */
function inputsOf(slug: string): readonly Record<string, unknown>[] {
  return replicate.predictions.filter(({ model }) => `${model.owner}/${model.name}` === slug).map(({ input }) => input);
}

const svd = 'christophy/stable-video-diffusion';

test("the paper's crew: 12 seconds are one picture and three chained calls, 75 frames", async () => {
  const studio = await open({ MORA_CREW: 'paper' });
  const { clip, delivery } = await studio.make({
    kind: 't2v',
    prompt: 'a paper boat on a lake',
    durationS: 12,
    seed: 7,
  });
  expect(replicate.creations()).toEqual({ 'stability-ai/sdxl': 1, [svd]: 3 });
  expect(clip.facts).toMatchObject({ width: 1024, height: 576, frames: 75, durationS: 12, fps: 6.25 });
  expect(inputsOf('stability-ai/sdxl')).toMatchObject([
    {
      width: 1024,
      height: 576,
      num_inference_steps: 40,
      refine: 'expert_ensemble_refiner',
      high_noise_frac: 0.8,
      seed: 7,
    },
  ]);
  expect(inputsOf(svd)).toMatchObject(
    Array.from({ length: 3 }, () => ({
      video_length: '25_frames_with_svd_xt',
      frames_per_second: 6,
      motion_bucket_id: 180,
      cond_aug: 0.1,
    })),
  );
  // The second call goes on from the last frame of the first; the third likewise, and the fake makes all clips alike.
  const [first, second, third] = inputsOf(svd).map(({ input_image: picture }) => picture);
  expect(second).not.toBe(first);
  expect(third).toBe(second);
  expect(delivery.facts).toContainEqual([
    'Made by',
    expect.stringContaining('SDXL with refiner (Replicate), Stable Video Diffusion XT (Replicate)'),
  ]);
});

test("the paper's crew: what takes no words gets a picture that heeds them", async () => {
  const studio = await open({ MORA_CREW: 'paper' });
  const picture = await sharp({ create: { width: 640, height: 360, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
  const image = { name: 'sea.png', open: async () => new Blob([new Uint8Array(picture)]).stream() };
  await studio.make({ kind: 'i2v', prompt: 'big waves roll in', image, durationS: 4, seed: 7 });
  expect(replicate.creations()).toEqual({ 'timothybrooks/instruct-pix2pix': 1, [svd]: 1 });
  expect(inputsOf('timothybrooks/instruct-pix2pix')).toMatchObject([
    { prompt: expect.stringContaining('big waves roll in'), guidance_scale: 7.5, image_guidance_scale: 1.5 },
  ]);
});

test('without a choice a token brings the quick crew; its words are made and looked over by OpenAI, and all is paid for once', async () => {
  const studio = await open({ OPENAI_API_KEY: 'sk-fake', OPENAI_BASE_URL: openai.url });
  const boat = await studio.make({ kind: 't2v', prompt: 'ein Papierboot auf einem See', durationS: 2, seed: 7 });
  expect(replicate.creations()).toEqual({ 'black-forest-labs/flux-schnell': 1, 'wan-video/wan-2.2-i2v-fast': 1 });
  expect(boat.clip.facts).toMatchObject({ width: 1024, height: 576, durationS: 2 });
  const paths = openai.seen.map(({ path }) => path);
  expect(paths.some((path) => path.endsWith('/moderations'))).toBe(true);
  // The words before anything is made; frames of the video before anybody sees it.
  expect(paths.indexOf(paths.find((path) => path.endsWith('/moderations')) ?? '')).toBeLessThan(
    paths.findIndex((path) => path.endsWith('/responses')),
  );
  const spentUsd = boat.clip.stages.reduce((sum, { costUsd = 0 }) => sum + costUsd, 0);
  expect(spentUsd).toBeGreaterThanOrEqual(0.053);

  const lake = await studio.make({ kind: 't2v', prompt: 'a lake', durationS: 1, seed: 8, model: 'sketch' });
  expect(lake.clip.stages.map(({ provider }) => provider)).toEqual(['sketch', 'sketch', 'sketch', 'media']);

  const videos = [{ clip: boat.delivery.taskId }, { clip: lake.delivery.taskId }];
  const joined = await studio.make({ kind: 'connect', prompt: '', videos, transitionS: 1, seed: 9 });
  expect(joined.clip.facts.durationS).toBeCloseTo(4, 1);
  const [first] = inputsOf('wan-video/wan-2.2-i2v-fast').slice(-1);
  expect(first).toMatchObject({ image: expect.any(String), last_image: expect.any(String) });

  const winter = await studio.make({
    kind: 'edit',
    prompt: 'in winter',
    video: { clip: boat.delivery.taskId },
    seed: 9,
  });
  expect(replicate.creations()).toMatchObject({ 'wan-video/wan-2.7-videoedit': 1 });
  expect(winter.clip.facts).toMatchObject({ durationS: 2 });
  const { plan } = (await studio.house.studio.find(winter.delivery.taskId)) ?? {};
  expect(plan?.estimateUsd).toBeGreaterThan(0.15);
});

test('a model that makes a video of words alone is asked once, without a picture', async () => {
  const studio = await open({});
  const model = 'replicate/wan-2.2-t2v-fast';
  const { clip } = await studio.make({ kind: 't2v', prompt: 'a paper boat', durationS: 2, seed: 7, model });
  expect(replicate.creations()).toEqual({ 'wan-video/wan-2.2-t2v-fast': 1 });
  expect(inputsOf('wan-video/wan-2.2-t2v-fast')).toMatchObject([{ prompt: expect.stringContaining('a paper boat') }]);
  expect(clip.stages.map(({ provider }) => provider)).toEqual(['sketch', model, 'media']);
});

test('each clip of a long video is told its own part of the script', async () => {
  const studio = await open({ OPENAI_API_KEY: 'sk-fake', OPENAI_BASE_URL: openai.url });
  const model = 'replicate/wan-2.2-i2v-fast';
  await studio.make({ kind: 't2v', prompt: 'a paper boat on a lake', durationS: 6, seed: 7, model });
  const said = inputsOf('wan-video/wan-2.2-i2v-fast').map(({ prompt }) => String(prompt));
  expect(said.length).toBeGreaterThan(1);
  for (const [index, prompt] of said.entries()) expect(prompt).toContain(`Part ${index + 1}`);
});

test('a safety filter says no: plainly, once, and nobody else is asked', async () => {
  const studio = await open({});
  replicate.nextPrediction({
    status: 'failed',
    error: 'NSFW content detected. Try running it again, or try a different prompt.',
  });
  await expect(studio.make({ kind: 't2v', prompt: 'a boat', durationS: 2, seed: 7 })).rejects.toThrow(
    /safety|not allowed|refuse/iu,
  );
  expect(replicate.creations()).toEqual({ 'black-forest-labs/flux-schnell': 1 });
});

test('what is out of order is passed on to the next of the crew', async () => {
  const studio = await open({});
  replicate.fault({ method: 'POST', path: 'flux-schnell/predictions$', kind: 'status', status: 503, times: 3 });
  const { clip } = await studio.make({ kind: 't2v', prompt: 'a boat', durationS: 2, seed: 7 });
  expect(clip.stages.map(({ provider }) => provider)).toEqual([
    'sketch',
    'replicate/flux-2-flex',
    'replicate/wan-2.2-i2v-fast',
    'media',
  ]);
  expect(replicate.creations()['black-forest-labs/flux-schnell']).toBeUndefined();
});
