import { actionId } from '../../../commands/actions.ts';
import type { GalleryEntry } from '../../../core/studio/gallery.ts';
import type { Translator } from '../../locales/translate.ts';
import { makersOf } from '../../makers.ts';
import { escapeMarkup, escapeWithin, quoteWithin } from '../markup.ts';
import { accents, buttonRows, componentIds, componentMessage, linesWithin, media, text } from './components.ts';
import { altText } from './render-result.ts';

/** Characters of what an entry says, escapes and all: of its prompt, of each that it was remixed from, of its facts. */
const nameLength = 100;
const promptLength = 1_500;
const creditLength = 150;
const factsLength = 1_500;

/** An entry of the gallery as the body of a message; `fileName` is its video among the files. */
export function renderEntry(entry: GalleryEntry, fileName: string, { text: say }: Translator): Record<string, unknown> {
  const { clipId, prompt, creator, ancestors, votes, clip } = entry;
  const credits = ancestors.map(
    ({ creator: name, prompt: words }) =>
      `-# ${say('Remixed from')} ${escapeWithin(name, nameLength)}${words === '' ? '' : `: ${escapeWithin(words.replaceAll('\n', ' '), creditLength)}`}`,
  );
  const facts = [`-# ${say('Made by')}: ${escapeMarkup(say(makersOf(clip)))} · ${say('Seed')}: ${clip.seed}`];
  const buttons = [
    { id: actionId({ name: 'vote', taskId: clipId }), action: 'vote' as const, label: `⭐ ${votes}` },
    { id: actionId({ name: 'remix', taskId: clipId }), action: 'remix' as const, label: say('Remix') },
    { id: actionId({ name: 'withdraw', taskId: clipId }), action: 'withdraw' as const, label: say('Withdraw') },
  ];
  return componentMessage(accents.done, [
    text(`**${escapeWithin(creator.name, nameLength)}**`),
    ...(prompt === '' ? [] : [text(quoteWithin(prompt, promptLength), componentIds.prompt)]),
    media(fileName, altText(prompt, say), clip.nsfw),
    text(linesWithin([...facts, ...credits], factsLength)),
    ...buttonRows(buttons),
  ]);
}
