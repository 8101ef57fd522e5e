import type { ArtifactId } from './artifacts/artifact.ts';
import type { PlannedStage } from './pipeline/plan.ts';
import { sizeOf, type Size } from './size.ts';
import type { TaskRequest } from './task.ts';
import type { VideoInput } from './video-input.ts';

/** The videos that a request starts from, in the order in which they play. */
export function videosOf(request: TaskRequest): readonly VideoInput[] {
  switch (request.kind) {
    case 'extend':
    case 'edit':
      return [request.video];
    case 'connect':
      return request.videos;
    case 't2v':
    case 'i2v':
    case 'simulate':
      return [];
  }
}

/** The picture that a request starts from. */
export function pictureOf(request: TaskRequest): ArtifactId | undefined {
  return 'image' in request ? request.image : undefined;
}

/** Pixels of the result: those of the (first) video that it starts from, else what was asked for. */
export function frameOf(request: TaskRequest): Size {
  switch (request.kind) {
    case 'extend':
    case 'edit':
    case 'connect': {
      const [first] = videosOf(request);
      return { width: first?.facts.width ?? 0, height: first?.facts.height ?? 0 };
    }
    case 't2v':
    case 'i2v':
    case 'simulate':
      return sizeOf(request.ratio);
  }
}

/** Seconds that are made anew: what work takes grows with them. */
export function madeS(request: TaskRequest): number {
  switch (request.kind) {
    case 'edit':
      return request.video.facts.durationS;
    case 'connect':
      return request.transitionS * (request.videos.length - 1);
    case 't2v':
    case 'i2v':
    case 'simulate':
    case 'extend':
      return request.durationS;
  }
}

/** Seconds of the whole result. */
export function resultS(request: TaskRequest): number {
  const keptS = request.kind === 'edit' ? 0 : videosOf(request).reduce((sum, { facts }) => sum + facts.durationS, 0);
  return keptS + madeS(request);
}

/** Frames a second that the result must have; undefined where that is left to who makes it. */
export function rateOf(request: TaskRequest): number | undefined {
  return request.smooth ?? videosOf(request)[0]?.facts.fps;
}

/** Longest part that a loop takes off to run its end into its beginning, in seconds. */
const longestOverlapS = 1;

/** Seconds of dissolve that a loop needs; 0 where none is asked for. */
export function loopOverlapS(request: TaskRequest): number {
  return request.loop === true ? Math.min(longestOverlapS, resultS(request) / 4) : 0;
}

/** Seconds that providers must make: a video that is all new makes its loop's overlap, too, so that it gets as long as asked. */
export function toMakeS(request: TaskRequest): number {
  return madeS(request) + (videosOf(request).length === 0 ? loopOverlapS(request) : 0);
}

/** Seconds of video that a turn makes: those of its clip or its join, else of all that is made anew. */
export function workS(request: TaskRequest, stage: Pick<PlannedStage, 'clip' | 'join'> | undefined): number {
  if (stage?.join !== undefined && request.kind === 'connect') return request.transitionS;
  return stage?.clip?.durationS ?? madeS(request);
}
