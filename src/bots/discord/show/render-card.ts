import { actionId } from '../../../commands/actions.ts';
import type { Card, CardStage } from '../../card.ts';
import type { Translator } from '../../locales/translate.ts';
import { etaText, kindLabels, positionText, statusTexts } from '../../texts.ts';
import { escapeMarkup, escapeWithin, quoteWithin } from '../markup.ts';
import { accents, buttonRows, componentIds, componentMessage, linesWithin, media, text } from './components.ts';

/** The name of a card's picture among the files of its message. */
export const previewName = 'preview.png';

/** Characters of what a card says, escapes and all; together with its few words they are what a message may hold. */
const nameLength = 100;
const promptLength = 1_500;
const stagesLength = 1_200;
const notesLength = 800;
/** Lines of stages: a connection of many videos has more of them than anybody reads. */
const maxStages = 14;
/** Boxes of a progress bar. */
const barLength = 10;

const marks: Readonly<Record<CardStage['status'], string>> = {
  waiting: '▫️',
  queued: '▫️',
  running: '▶️',
  done: '✅',
  failed: '❌',
};

/** A task's card as the body of a message. `hasPreview` says whether the key frame is among its files. */
export function renderCard(card: Card, hasPreview: boolean, { text: say }: Translator): Record<string, unknown> {
  const { taskId, kind, personName, prompt, status, stages, notes, queuePosition, etaS } = card;
  const head = `**${say(kindLabels[kind])}** · ${escapeWithin(personName, nameLength)}\n${say(statusTexts[status])}`;
  const times =
    status === 'working'
      ? [
          ...(queuePosition === undefined ? [] : [say(positionText(queuePosition))]),
          ...(etaS === undefined ? [] : [say(etaText(etaS))]),
        ]
      : [];
  const lines = stages.slice(0, maxStages).map((stage) => stageLine(stage, say));
  if (stages.length > maxStages) lines.push(`… ${stages.length - maxStages}`);
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

function stageLine({ status, label, phase, percent }: CardStage, say: (english: string) => string): string {
  const line = `${marks[status]} ${say(label)}`;
  if (status !== 'running') return line;
  if (percent === undefined) return phase === undefined ? line : `${line} · ${escapeMarkup(say(phase))}`;
  const full = Math.round((percent / 100) * barLength);
  return `${line} ${'▰'.repeat(full)}${'▱'.repeat(barLength - full)} ${Math.round(percent)} %`;
}
