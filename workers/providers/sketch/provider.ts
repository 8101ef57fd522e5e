import path from 'node:path';
import { videoFactsSchema, type AgentInput, type AgentOutput, type ImageRef } from '../../../src/core/agents.ts';
import { MoraError } from '../../../src/core/errors.ts';
import type { Logger } from '../../../src/core/log.ts';
import { ChildProcessHost } from '../../../src/core/media/child-process.ts';
import type { AgentRunner, Provider, StageContext } from '../../../src/core/provider.ts';
import {
  progressSchema,
  toJson,
  type FilmPhotoInput,
  type FilmSceneInput,
  type GradeInput,
  type PaintInput,
} from './child-contract.ts';
import { memoOf, type Memo } from './memo.ts';
import { findWeatherOf } from './understand/read-air.ts';
import { readLook } from './understand/read-look.ts';
import { changeScene, readScene } from './understand/read-scene.ts';
import { readShot } from './understand/read-shot.ts';

/** A scene takes a second to paint, a photograph as much to grade, at any size that is allowed; the rest is for a busy machine. */
const paintTimeoutMs = 60_000;
/** 12 s at 1080p take about half a minute on two cores. */
const filmTimeoutMs = 300_000;
/** A child is kept for the next picture this long. */
const idleMs = 60_000;
/** Native libraries lose a little memory with each film; after this many requests a fresh child starts. */
const maxRequests = 100;
/**
 * The C library returns the memory of a frame to the system and asks for it again 24 times a second otherwise: reading
 * a frame then takes 9 ms instead of 1 (measured on glibc; others ignore these names).
 */
const childEnv = { MALLOC_MMAP_THRESHOLD_: '33554432', MALLOC_TRIM_THRESHOLD_: '134217728' };

/**
 * Plays Mora's roles on the CPU with no model: it reads the words by lexicons, paints a scene in layers, moves a camera
 * over them or over a photograph, and grades photographs. The same request and seed give the same frames.
 */
export function createSketchProvider({ logger }: { readonly logger: Logger }): Provider {
  const host = new ChildProcessHost({
    entry: new URL('./child.ts', import.meta.url),
    name: 'sketch',
    logger,
    idleMs,
    maxRequests,
    env: childEnv,
  });

  const prompt: AgentRunner<'prompt'> = (input) => Promise.resolve({ shot: readShot(input) });

  async function paint(scene: Memo, context: StageContext): Promise<AgentOutput<'text-to-image'>> {
    context.report({ phase: 'painting' });
    const out = path.join(context.scratchDir, 'image.png');
    const input: PaintInput = { scene, out };
    await host.request('paint-scene', toJson(input), { signal: context.signal, timeoutMs: paintTimeoutMs });
    return { image: { artifact: await keepImage(out, context), memo: toJson(scene) } };
  }

  const textToImage: AgentRunner<'text-to-image'> = async ({ shot, seed, width, height }, context) =>
    paint({ sketch: 1, spec: readScene(shot.prompt), seed, width, height }, context);

  const imageToImage: AgentRunner<'image-to-image'> = async (input, context) => {
    const { image, shot, width, height, seed } = input;
    const memo = memoOf(image, input);
    if (memo !== undefined) return paint({ ...memo, spec: changeScene(memo.spec, shot.prompt) }, context);
    context.report({ phase: 'grading the picture' });
    const out = path.join(context.scratchDir, 'image.png');
    await using photo = await context.artifacts.open(image.artifact, context.signal);
    const request: GradeInput = { photo: photo.path, look: readLook(shot.prompt), width, height, seed, out };
    await host.request('grade-photo', toJson(request), { signal: context.signal, timeoutMs: paintTimeoutMs });
    return { image: { artifact: await keepImage(out, context) } };
  };

  const imageToVideo: AgentRunner<'image-to-video'> = async (input, context) => {
    const { image, shot, durationS, fps, width, height } = input;
    if (image === undefined) throw new MoraError('internal', 'A step of this video came without its picture.');
    const { signal, report, artifacts, scratchDir, stageId } = context;
    report({ phase: 'drawing frames', percent: 0 });
    const out = path.join(scratchDir, 'motion.mp4');
    const film = { width, height, camera: shot.camera, pace: shot.pace, durationS, fps, path: out };
    const onProgress = (progress: unknown): void =>
      report({ phase: 'drawing frames', percent: progressSchema.parse(progress).percent });
    const options = { signal, timeoutMs: filmTimeoutMs, onProgress };
    const facts = videoFactsSchema.parse(await shoot({ ...input, image }, film, context, options));
    const video = await artifacts.put(`${stageId}-video`, 'video/mp4', { path: out }, signal);
    return { video: video.id, facts, repeatsStart: true, steady: true };
  };

  async function shoot(
    { image, seed, width, height, shot }: AgentInput<'image-to-video'> & { readonly image: ImageRef },
    film: FilmSceneInput['film'],
    { artifacts, signal }: StageContext,
    options: Parameters<typeof host.request>[2],
  ): Promise<unknown> {
    const scene = memoOf(image, { width, height });
    if (scene !== undefined) {
      const request: FilmSceneInput = { scene, film };
      return host.request('film-scene', toJson(request), options);
    }
    await using photo = await artifacts.open(image.artifact, signal);
    const request: FilmPhotoInput = { photo: photo.path, seed, air: findWeatherOf(shot.prompt), film };
    return await host.request('film-photo', toJson(request), options);
  }

  return {
    name: 'sketch',
    label: 'sketch (no model)',
    version: '2',
    motion: { videoToVideo: false },
    agents: {
      prompt,
      'text-to-image': textToImage,
      'image-to-image': imageToImage,
      'image-to-video': imageToVideo,
    },
    close: () => host.close(),
  };
}

async function keepImage(
  file: string,
  { artifacts, stageId, signal, report }: StageContext,
): Promise<ImageRef['artifact']> {
  const { id } = await artifacts.put(`${stageId}-image`, 'image/png', { path: file }, signal);
  report({ phase: 'painting', percent: 100, preview: id });
  return id;
}
