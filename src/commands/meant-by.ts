import { asksForChange } from '../core/pipeline/asks-for-change.ts';

/** What came with plain words. */
interface Given {
  readonly images: number;
  readonly videos: number;
}

const longer =
  /^(please )?(extend|continue|go on|carry on|keep going|longer|make (it|this) longer|what happens next|and then)\b/u;
const world = /\b(digital world|voxel|block (world|game)|game world|walk through)\b/u;

/** A command that words can mean when they come with pictures or videos. */
export type Meaning = 'connect' | 'extend' | 'edit' | 'simulate' | 'i2v' | 't2v';

/**
 * The commands that plain words can mean: one where it is clear, several to choose from where it is not, the likeliest
 * first, none where nothing is asked. Several videos are connected, one is extended or changed, a picture is animated or
 * becomes a world, words alone may be a video or just talk.
 */
export function meantBy(words: string, { images, videos }: Given): readonly Meaning[] {
  const text = words.toLowerCase().trim();
  if (videos > 1) return ['connect'];
  if (videos === 1) {
    const [isLonger, isChange] = [longer.test(text), asksForChange(text)];
    if (isLonger !== isChange) return [isLonger ? 'extend' : 'edit'];
    return ['edit', 'extend'];
  }
  if (images > 0) return [world.test(text) ? 'simulate' : 'i2v'];
  return text === '' ? [] : ['t2v'];
}

const request =
  /^(?:(?:please|can you|could you|i want|i would like|i'd like|let's)\b.*\b)?(?:make|create|generate|show|draw|film|animate|imagine|render|paint|video)\b|^(?:an?|the|some|two|three|many)\s+\S+\s+\S+/u;

/** Whether words alone, said to the bot among other talk, clearly ask for a video. */
export function soundsLikeAVideo(words: string): boolean {
  const text = words.toLowerCase().trim();
  return request.test(text) && !text.endsWith('?');
}
