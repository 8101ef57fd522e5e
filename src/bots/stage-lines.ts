import type { Card, CardStage } from './card.ts';

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

/** How far each stage of a card is, a line each. `escape` makes what a provider says literal. */
export function stageLines(
  { stages }: Pick<Card, 'stages'>,
  say: (english: string) => string,
  escape: (text: string) => string = (text) => text,
): string[] {
  const lines = stages.slice(0, maxStages).map((stage) => stageLine(stage, say, escape));
  return stages.length > maxStages ? [...lines, `… ${stages.length - maxStages}`] : lines;
}

function stageLine(
  { status, label, phase, percent }: CardStage,
  say: (english: string) => string,
  escape: (text: string) => string,
): string {
  const line = `${marks[status]} ${say(label)}`;
  if (status !== 'running') return line;
  if (percent === undefined) return phase === undefined ? line : `${line} · ${escape(say(phase))}`;
  const full = Math.round((percent / 100) * barLength);
  return `${line} ${'▰'.repeat(full)}${'▱'.repeat(barLength - full)} ${Math.round(percent)} %`;
}
