import { asksForChange } from '../core/pipeline/asks-for-change.ts';

/** What came with plain words. */
interface Given {
  readonly images: number;
  readonly videos: number;
}

const longer =
  /^(please )?(extend|continue|go on|carry on|keep going|longer|make (it|this) longer|what happens next|and then)\b/u;
const world = /\b(digital world|voxel|block (world|game)|game world|walk through)\b/u;

/**
 * The command that plain words mean when they come with pictures or videos: several videos are connected, one is
 * extended or changed, a picture is animated or becomes a world. Undefined for words alone.
 */
export function meantBy(
  words: string,
  { images, videos }: Given,
): 'connect' | 'extend' | 'edit' | 'simulate' | 'i2v' | undefined {
  const text = words.toLowerCase().trim();
  if (videos > 1) return 'connect';
  if (videos === 1) return longer.test(text) && !asksForChange(text) ? 'extend' : 'edit';
  if (images === 0) return undefined;
  return world.test(text) ? 'simulate' : 'i2v';
}
