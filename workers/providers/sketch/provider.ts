import path from 'node:path';
import type { AgentInput, AgentOutput, ImageRef } from '../../../src/core/agents.ts';
import { videoFactsSchema, type VideoFacts } from '../../../src/core/video-facts.ts';
import type { ArtifactId } from '../../../src/core/artifacts/artifact.ts';
import { MoraError } from '../../../src/core/errors.ts';
import type { Logger } from '../../../src/core/log.ts';
import { ChildProcessHost } from '../../../src/core/media/child-process.ts';
import type { AgentRunner, LocalProvider, StageContext } from '../../../src/core/provider.ts';
import {
  connectVideosOutputSchema,
  filmedSchema,
  progressSchema,
  toJson,
  walkedSchema,
  type ConnectVideosInput,
  type EditVideoInput,
  type FilmPhotoInput,
  type FilmSceneInput,
  type FilmWorldInput,
  type GradeInput,
  type PaintInput,
  type PaintWorldInput,
} from './child-contract.ts';
import { describeTransition } from './connect/describe-transition.ts';
import { styleOf } from './grade/look.ts';
import { memoOf, photoMemoOf, worldMemoOf, type Memo, type PhotoMemo, type WorldMemo } from './memo.ts';
import type { SketchSettings } from './settings.ts';
import { describeLook } from './understand/describe-look.ts';
import { findAirOf, findWeatherOf } from './understand/read-air.ts';
import { readLook } from './understand/read-look.ts';
import { changeScene, readScene } from './understand/read-scene.ts';
import { readShot } from './understand/read-shot.ts';
import { asksForWorld, readWorld } from './understand/read-world.ts';

/** A scene takes a second to paint, a photograph as much to grade, at any size that is allowed; the rest is for a busy machine. */
const paintTimeoutMs = 60_000;
/** To start a film, and for each second of it: the slowest, a world of blocks at 60 frames, takes 15 s a second. */
const filmTimeoutMs = 180_000;
const secondTimeoutMs = 60_000;
/** An edited frame of 1024×576 takes up to a seventh of a second on a quiet machine; larger ones as much more. */
const editFrameTimeoutMs = 1_500;
const editFramePixels = 1024 * 576;
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
 * over them or over a photograph, and grades photographs and videos. The same request and seed give the same frames.
 */
export function createSketchProvider({
  logger,
  settings = {},
}: {
  readonly logger: Logger;
  readonly settings?: SketchSettings;
}): LocalProvider {
  const { 'clip-seconds': maxClipS } = settings;
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

  async function build(world: WorldMemo, context: StageContext): Promise<AgentOutput<'text-to-image'>> {
    context.report({ phase: 'building a world' });
    const out = path.join(context.scratchDir, 'image.png');
    const input: PaintWorldInput = { world, out };
    await host.request('paint-world', toJson(input), { signal: context.signal, timeoutMs: paintTimeoutMs });
    return { image: { artifact: await keepImage(out, context), memo: toJson(world) } };
  }

  const textToImage: AgentRunner<'text-to-image'> = async ({ shot, seed, width, height }, context) => {
    const common = { sketch: 1, seed, width, height } as const;
    if (!asksForWorld(shot.prompt)) return paint({ ...common, spec: readScene(shot.prompt) }, context);
    return build({ ...common, world: readWorld(shot.prompt), walkedS: 0, pace: shot.pace }, context);
  };

  const imageToImage: AgentRunner<'image-to-image'> = async (input, context) => {
    const { image, shot, width, height, seed } = input;
    const memo = memoOf(image, input);
    if (memo !== undefined) {
      const look = styleOf(readLook(shot.prompt));
      const spec = changeScene(memo.spec, shot.prompt);
      return paint({ ...memo, spec, ...(look === undefined ? {} : { look }) }, context);
    }
    context.report({ phase: 'grading the picture' });
    const out = path.join(context.scratchDir, 'image.png');
    await using photo = await context.artifacts.open(image.artifact, context.signal);
    const request: GradeInput = { photo: photo.path, look: readLook(shot.prompt), width, height, seed, out };
    await host.request('grade-photo', toJson(request), { signal: context.signal, timeoutMs: paintTimeoutMs });
    return { image: { artifact: await keepImage(out, context) } };
  };

  const imageToVideo: AgentRunner<'image-to-video'> = async (input, context) => {
    const { image, source, shot, durationS, part, fps, width, height } = input;
    if (source !== undefined) return editVideo({ ...input, source }, context);
    if (image === undefined) throw new MoraError('internal', 'A step of this video came without its picture.');
    const { signal, report, artifacts, scratchDir, stageId } = context;
    report({ phase: 'drawing frames', percent: 0 });
    const out = path.join(scratchDir, 'motion.mp4');
    const joined = input.continues || part.totalS > durationS;
    const film = { width, height, camera: shot.camera, pace: shot.pace, durationS, part, fps, path: out, joined };
    const onProgress = (progress: unknown): void =>
      report({ phase: 'drawing frames', percent: progressSchema.parse(progress).percent });
    const options = { signal, timeoutMs: filmTimeoutMs + Math.ceil(durationS * secondTimeoutMs), onProgress };
    const { facts, memo } = await shoot({ ...input, image }, film, context, options);
    const video = await artifacts.put(`${stageId}-video`, 'video/mp4', { path: out }, signal);
    return { video: video.id, facts, repeatsStart: true, steady: true, memo };
  };

  async function editVideo(
    {
      source,
      shot,
      seed,
      width,
      height,
      fps,
      durationS,
    }: AgentInput<'image-to-video'> & { readonly source: ArtifactId },
    { signal, report, artifacts, scratchDir, stageId }: StageContext,
  ): Promise<AgentOutput<'image-to-video'>> {
    const phase = 'changing frames';
    report({ phase, percent: 0 });
    const out = path.join(scratchDir, 'edited.mp4');
    const look = readLook(shot.prompt);
    const air = findAirOf(shot.prompt);
    const size = Math.max(1, (width * height) / editFramePixels);
    await using video = await artifacts.open(source, signal);
    const request: EditVideoInput = { video: video.path, look, air, seed, width, height, fps, path: out };
    const edited = await host.request('edit-video', toJson(request), {
      signal,
      timeoutMs: paintTimeoutMs + Math.ceil(durationS * fps * size * editFrameTimeoutMs),
      onProgress: (progress) => report({ phase, percent: progressSchema.parse(progress).percent }),
    });
    const { id } = await artifacts.put(`${stageId}-video`, 'video/mp4', { path: out }, signal);
    // Steady: the colours are what the words asked for, nothing to be corrected.
    return {
      video: id,
      facts: videoFactsSchema.parse(edited),
      repeatsStart: false,
      steady: true,
      note: describeLook(look, air),
    };
  }

  const connect: AgentRunner<'connect'> = async (input, context) => {
    const { width, height, fps, durationS, prompt: words, seed } = input;
    const { signal, report, artifacts, scratchDir, stageId } = context;
    const phase = 'connecting';
    report({ phase, percent: 0 });
    const out = path.join(scratchDir, 'transition.mp4');
    await using first = await artifacts.open(input.first, signal);
    await using second = await artifacts.open(input.second, signal);
    const frames = Math.max(1, Math.round(durationS * fps));
    const files = { first: first.path, second: second.path, path: out };
    const request: ConnectVideosInput = { ...files, width, height, fps, frames, words, seed };
    const connected = await host.request('connect-videos', toJson(request), {
      signal,
      timeoutMs: filmTimeoutMs + Math.ceil(durationS * secondTimeoutMs),
      onProgress: (progress) => report({ phase, percent: progressSchema.parse(progress).percent }),
    });
    const { facts, kind, direction } = connectVideosOutputSchema.parse(connected);
    const { id } = await artifacts.put(`${stageId}-video`, 'video/mp4', { path: out }, signal);
    return { video: id, facts, repeatsEnds: false, note: describeTransition(kind, direction) };
  };

  async function shoot(
    { image, seed, width, height, shot, continues }: AgentInput<'image-to-video'> & { readonly image: ImageRef },
    film: FilmSceneInput['film'],
    { artifacts, signal }: StageContext,
    options: Parameters<typeof host.request>[2],
  ): Promise<{ facts: VideoFacts; memo: Exclude<AgentOutput<'image-to-video'>['memo'], undefined> }> {
    const scene = memoOf(image, { width, height });
    if (scene !== undefined) {
      const request: FilmSceneInput = { scene, film };
      const { facts, played } = filmedSchema.parse(await host.request('film-scene', toJson(request), options));
      return { facts, memo: toJson({ ...scene, played }) };
    }
    const world = worldMemoOf(image, { width, height });
    if (world !== undefined) {
      const request: FilmWorldInput = { world, film };
      const { facts, walkedS } = walkedSchema.parse(await host.request('film-world', toJson(request), options));
      return { facts, memo: toJson({ ...world, walkedS }) };
    }
    const before = photoMemoOf(image, { width, height });
    const { photo = image.artifact, bare = continues, played } = before ?? {};
    await using file = await artifacts.open(photo, signal);
    const request: FilmPhotoInput = { photo: file.path, seed, air: findWeatherOf(shot.prompt), played, bare, film };
    const filmed = filmedSchema.parse(await host.request('film-photo', toJson(request), options));
    const memo: PhotoMemo = { sketch: 1, seed, width, height, photo, bare, played: filmed.played };
    return { facts: filmed.facts, memo: toJson(memo) };
  }

  return {
    name: 'sketch',
    label: 'sketch (no model)',
    version: '2',
    motion: { videoToVideo: true, ...(maxClipS === undefined ? {} : { maxClipS }) },
    agents: {
      prompt,
      'text-to-image': textToImage,
      'image-to-image': imageToImage,
      'image-to-video': imageToVideo,
      connect,
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
