import { actionId } from '../../../commands/actions.ts';
import type { GalleryEntry } from '../../../core/studio/gallery.ts';
import type { Translator } from '../../locales/translate.ts';
import { makersOf } from '../../makers.ts';
import { cutWithin, escapeWithin, linesWithin } from '../markup.ts';
import { buttonRows, context, fallbackLength, literal, paragraph, promptQuote, type Message } from './blocks.ts';

const nameLength = 100;
const creditLength = 150;
const factsLength = 2_000;

/** An entry of the gallery as the message of its video. */
export function renderEntry(entry: GalleryEntry, t: Translator): Message {
  const { text: say } = t;
  const { clipId, prompt, creator, ancestors, votes, clip } = entry;
  const name = cutWithin(creator.name, nameLength);
  const credits = ancestors.map(
    ({ creator: who, prompt: words }) =>
      `${say('Remixed from')} ${cutWithin(who, nameLength)}${words === '' ? '' : `: ${cutWithin(words.replaceAll('\n', ' '), creditLength)}`}`,
  );
  const facts = `${say('Made by')}: ${say(makersOf(clip))} · ${say('Seed')}: ${clip.seed}`;
  const buttons = [
    { id: actionId({ name: 'vote', taskId: clipId }), action: 'vote' as const, label: `⭐ ${votes}` },
    { id: actionId({ name: 'remix', taskId: clipId }), action: 'remix' as const, label: say('Remix') },
    { id: actionId({ name: 'withdraw', taskId: clipId }), action: 'withdraw' as const, label: say('Withdraw') },
  ];
  return {
    text: escapeWithin(`${say('A video')}: ${name}`, fallbackLength),
    blocks: [
      ...paragraph(...literal(name, { bold: true })),
      ...promptQuote(prompt),
      ...context(linesWithin([facts, ...credits, say('React with ⭐ to give a star.')], factsLength)),
      ...buttonRows(buttons, t),
    ],
  };
}
