import { actionId } from '../../../commands/actions.ts';
import type { Card } from '../../card.ts';
import type { Translator } from '../../locales/translate.ts';
import { stageLines } from '../../stage-lines.ts';
import { estimateText, etaText, kindLabels, positionText, statusTexts } from '../../texts.ts';
import { escapeMarkup, escapeWithin, quoteWithin } from '../markup.ts';
import { accents, buttonRows, componentIds, componentMessage, linesWithin, media, text } from './components.ts';

/** The name of a card's picture among the files of its message. */
export const previewName = 'preview.png';

/** Characters of what a card says, escapes and all; together with its few words they are what a message may hold. */
const nameLength = 100;
const promptLength = 1_500;
const stagesLength = 1_200;
const notesLength = 800;

/** A task's card as the body of a message. `hasPreview` says whether the key frame is among its files. */
export function renderCard(card: Card, hasPreview: boolean, { text: say }: Translator): Record<string, unknown> {
  const { taskId, kind, personName, prompt, status, notes, queuePosition, underWay, etaS, estimateUsd } = card;
  const head = `**${say(kindLabels[kind])}** · ${escapeWithin(personName, nameLength)}\n${say(statusTexts[status])}`;
  const times =
    status === 'working'
      ? [
          ...(queuePosition === undefined ? [] : [say(positionText(queuePosition, underWay))]),
          ...(etaS === undefined ? [] : [say(etaText(etaS))]),
          ...(estimateUsd === undefined ? [] : [say(estimateText(estimateUsd))]),
        ]
      : [];
  const lines = stageLines(card, say, escapeMarkup);
  const below = [...notes.map(say).map(escapeMarkup), ...times].map((line) => `-# ${line}`);
  const components = [
    text(head),
    ...(prompt === '' ? [] : [text(quoteWithin(prompt, promptLength), componentIds.prompt)]),
    ...(lines.length === 0 ? [] : [text(linesWithin(lines, stagesLength))]),
    ...(hasPreview ? [media(previewName, prompt === '' ? say('The key frame') : prompt)] : []),
    ...(below.length === 0 ? [] : [text(linesWithin(below, notesLength))]),
    ...(status === 'working'
      ? buttonRows([{ id: actionId({ name: 'cancel', taskId }), action: 'cancel', label: say('Cancel') }])
      : []),
  ];
  return componentMessage(status === 'delivering' ? accents.working : accents[status], components);
}
