import type { FilmOrder } from './film.ts';

/** Share of a whole film's journey at a frame of one of its parts: 0 at the first frame of the film, 1 at its last. */
export function progressIn({ fps, part: { startS, totalS } }: FilmOrder, frame: number): number {
  const last = Math.max(1, Math.round(totalS * fps) - 1);
  return Math.min(1, (Math.round(startS * fps) + frame) / last);
}

/** Whether a part is the first of its film. */
export function startsAnew({ part }: FilmOrder): boolean {
  return part.startS === 0;
}
