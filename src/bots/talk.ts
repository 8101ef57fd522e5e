import { meantBy, soundsLikeAVideo, type Meaning } from '../commands/meant-by.ts';

/** What plain words to the bot lead to. */
export type Understood =
  /** Nothing is asked: it says hello. */
  | { readonly kind: 'hello' }
  /** They can mean several things, or may be just talk: it asks back. */
  | { readonly kind: 'ask'; readonly meanings: readonly Meaning[]; readonly question: string }
  | { readonly kind: 'run'; readonly meaning: Meaning };

/** Understands plain words that came with so many pictures and videos. */
export function understand(words: string, given: { readonly images: number; readonly videos: number }): Understood {
  const meanings = meantBy(words, given);
  const [meaning] = meanings;
  if (meaning === undefined) return { kind: 'hello' };
  const clear = meanings.length === 1 && (meaning !== 't2v' || soundsLikeAVideo(words));
  if (clear) return { kind: 'run', meaning };
  const question = meaning === 't2v' ? 'Shall I make a video of these words?' : 'What should I do with this video?';
  return { kind: 'ask', meanings, question };
}

/** What the buttons of a question say. */
export const meaningLabels: Readonly<Record<Meaning, string>> = {
  edit: 'Change the video',
  extend: 'Make it longer',
  connect: 'Connect them',
  i2v: 'Animate the picture',
  simulate: 'Make it a world',
  t2v: 'Make a video of this',
};

/** What it says to whoever asks for nothing. */
export const hello =
  'Hello! I make videos. Type /mora t2v and what it should show, or reply to a picture or a video with my name and say what should become of it. /mora help lists the rest.';
