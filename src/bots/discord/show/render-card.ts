import { actionId } from '../../../commands/actions.ts';
import type { Card, CardStage } from '../../card.ts';
import type { Translator } from '../../locales/translate.ts';
import { etaText, kindLabels, positionText, statusTexts } from '../../texts.ts';
import { escapeMarkup, escapeWithin, quote } from '../markup.ts';
import { accents, buttonRows, componentIds, componentMessage, media, text } from './components.ts';

/** The name of a card's picture among the files of its message. */
export const previewName = 'preview.png';

/** Escaped characters of a prompt on a card: the rest of what a message may hold is for its stages. */
const promptLength = 1_500;
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
  const head = `**${say(kindLabels[kind])}** · ${escapeMarkup(personName)}\n${say(statusTexts[status])}`;
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
    ...(prompt === '' ? [] : [text(quote(escapeWithin(prompt, promptLength)), componentIds.prompt)]),
    ...(lines.length === 0 ? [] : [text(lines.join('\n'))]),
    ...(hasPreview ? [media(previewName, prompt === '' ? say('The key frame') : prompt)] : []),
    ...(below.length === 0 ? [] : [text(below.join('\n'))]),
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
