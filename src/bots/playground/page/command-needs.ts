import type { CommandSpec } from '../wire.ts';

/** Pictures and videos that a message has to work with. */
export interface Given {
  readonly images: number;
  readonly videos: number;
}

/** What a command still needs, as a sentence; undefined where it has all. */
export function needsOf({ picture, videos }: CommandSpec, given: Given): string | undefined {
  if (picture === 'required' && given.images === 0) return 'Attach a picture, or reply to one.';
  if (given.videos >= videos) return undefined;
  if (videos === 1) return 'Attach a video, or reply to one.';
  return given.videos === 0
    ? 'Attach two videos, or reply to one and attach the other. They play in this order.'
    : 'One more video: attach it. It plays after the first.';
}
