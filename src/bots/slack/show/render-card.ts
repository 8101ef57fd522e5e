import { actionId } from '../../../commands/actions.ts';
import type { Card } from '../../card.ts';
import type { Translator } from '../../locales/translate.ts';
import { stageLines } from '../../stage-lines.ts';
import { estimateText, etaText, kindLabels, positionText, statusTexts } from '../../texts.ts';
import { limits } from '../limits.ts';
import { cutWithin, escapeWithin, linesWithin } from '../markup.ts';
import { buttonRows, context, fallbackLength, literal, paragraph, promptQuote, type Message } from './blocks.ts';

const nameLength = 100;
const stagesLength = 2_000;
const notesLength = 1_500;

/** A task's card as a message. `preview` is the key frame as a file of Slack's. */
export function renderCard(card: Card, preview: { readonly fileId: string } | undefined, t: Translator): Message {
  const { text: say } = t;
  const { taskId, kind, personName, prompt, status, notes } = card;
  const title = say(kindLabels[kind]);
  const state = say(statusTexts[status]);
  const lines = stageLines(card, say);
  const cancel = { id: actionId({ name: 'cancel', taskId }), action: 'cancel' as const, label: say('Cancel') };
  return {
    text: escapeWithin(`${title}: ${state}`, fallbackLength),
    blocks: [
      ...paragraph(...literal(title, { bold: true }), ...literal(` · ${cutWithin(personName, nameLength)}\n${state}`)),
      ...promptQuote(prompt),
      ...paragraph(...literal(linesWithin(lines, stagesLength))),
      ...(preview === undefined ? [] : [keyFrame(preview.fileId, prompt === '' ? say('The key frame') : prompt)]),
      ...context(linesWithin([...notes.map(say), ...timesOf(card, say)], notesLength)),
      ...(status === 'working' ? buttonRows([cancel], t) : []),
    ],
  };
}

/** Where a task that is being made stands, how long it will take and what it will cost: nothing where nobody knows. */
export function timesOf(
  { status, queuePosition, underWay, etaS, estimateUsd }: Card,
  say: Translator['text'],
): string[] {
  if (status !== 'working') return [];
  return [
    ...(queuePosition === undefined ? [] : [say(positionText(queuePosition, underWay))]),
    ...(etaS === undefined ? [] : [say(etaText(etaS))]),
    ...(estimateUsd === undefined ? [] : [say(estimateText(estimateUsd))]),
  ];
}

function keyFrame(fileId: string, altText: string): Message['blocks'][number] {
  return { type: 'image', slack_file: { id: fileId }, alt_text: cutWithin(altText, limits.altTextLength) };
}
