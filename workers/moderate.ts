import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { agentContracts } from '../src/core/agents.ts';
import type { ArtifactId } from '../src/core/artifacts/artifact.ts';
import type { Moderator } from '../src/core/moderation.ts';
import type { StageContext, StageProgress } from '../src/core/provider.ts';
import type { StageJob } from '../src/core/queue/task-queue.ts';
import { pictureOf, videosOf } from '../src/core/request-shape.ts';
import type { StageResult } from '../src/core/stage-result.ts';

/** Who looks over pictures and words, and what takes pictures out of videos for that. */
export interface Moderation {
  readonly moderator: Moderator;
  /** Writes so many frames of a video, spread evenly, into a folder; returns their paths. */
  readonly sampleFrames: (
    path: string,
    count: number,
    outDirectory: string,
    options: { readonly signal: AbortSignal },
  ) => Promise<readonly string[]>;
}

/** Frames of a video that are looked at: more tell little more, and each costs time. */
const sampledFrames = 4;

/**
 * Has what a task starts from looked at, before its first stage begins: the words, the picture, frames of videos from
 * outside. Throws `refused`. Nothing where nobody moderates.
 */
export async function moderateInput(
  { plan, stage }: StageJob,
  context: StageContext,
  moderation: Moderation | undefined,
): Promise<void> {
  if (moderation === undefined || stage.after.length > 0) return;
  const { request } = plan;
  const text = [request.prompt, request.caption ?? ''].filter((words) => words !== '').join('\n');
  const picture = pictureOf(request);
  // Clips of the studio's own were looked at when they were made.
  const foreign = videosOf(request).filter(({ clip }) => clip === undefined);
  if (text === '' && picture === undefined && foreign.length === 0) return;
  context.report({ phase: 'looking it over' });
  await using files = new AsyncDisposableStack();
  const images: string[] = [];
  if (picture !== undefined) images.push(files.use(await context.artifacts.open(picture, context.signal)).path);
  for (const { artifact } of foreign) images.push(...(await framesOf(artifact, context, moderation)));
  await moderation.moderator.check({ ...(text === '' ? {} : { text }), images }, context.signal);
}

/**
 * Has what a stage made looked at before anybody sees it: a picture, which may be shown while the video is made, and frames
 * of the finished video. Throws `refused`. Nothing where nobody moderates.
 */
export async function moderateOutput(
  { agent, output }: StageResult,
  context: StageContext,
  moderation: Moderation | undefined,
): Promise<void> {
  if (moderation === undefined) return;
  if (agent === 'text-to-image' || agent === 'image-to-image') {
    const { image } = agentContracts[agent].output.parse(output);
    await using file = await context.artifacts.open(image.artifact, context.signal);
    await moderation.moderator.check({ images: [file.path] }, context.signal);
  } else if (agent === 'finish') {
    context.report({ phase: 'looking it over' });
    const { video } = agentContracts.finish.output.parse(output);
    await moderation.moderator.check({ images: await framesOf(video, context, moderation) }, context.signal);
  }
}

/** How far a stage is, without pictures that nobody looked at yet where somebody does. */
export function moderatedProgress(
  { preview, ...progress }: StageProgress,
  moderation: Moderation | undefined,
): StageProgress {
  return preview === undefined || moderation !== undefined ? progress : { ...progress, preview };
}

async function framesOf(
  video: ArtifactId,
  { artifacts, scratchDir, signal }: StageContext,
  { sampleFrames }: Moderation,
): Promise<readonly string[]> {
  const directory = path.join(scratchDir, `frames-of-${video}`);
  await mkdir(directory, { recursive: true });
  await using file = await artifacts.open(video, signal);
  return await sampleFrames(file.path, sampledFrames, directory, { signal });
}
