/**
 * Seconds of each clip of a chain that makes a video of `totalS` together, by a provider whose clips are at most
 * `maxClipS` long. Each clip after the first repeats the frame that it was started from, so it is asked for a frame
 * more: `frameS` is the longest that a frame can last. A maker whose further clips are known to add `chainS` seconds is
 * asked for that. Clips are alike: a last one of a tenth of a second would be no clip.
 */
export function splitClips(totalS: number, maxClipS: number, frameS: number, chainS?: number): number[] {
  if (totalS <= maxClipS) return [totalS];
  const gainS = chainS ?? Math.max(maxClipS - frameS, maxClipS / 2);
  const count = 1 + Math.ceil((totalS - maxClipS) / gainS - 1e-9);
  const eachS = Math.min(maxClipS, (totalS + (count - 1) * frameS) / count);
  return Array.from({ length: count }, () => eachS);
}
