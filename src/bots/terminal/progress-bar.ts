import type { Card } from '../card.ts';

const width = 24;

/** A card as one line for a terminal: the stage under way, its bar where its percent is known, and what is to come. */
export function progressLine(card: Card): string {
  const done = card.stages.filter((stage) => stage.status === 'done').length;
  const stage = card.stages.find((candidate) => candidate.status === 'running' || candidate.status === 'queued');
  const count = `${done}/${card.stages.length}`;
  if (stage === undefined) return `${bar(100 * (done / Math.max(1, card.stages.length)))} ${count}`;
  const percent = stage.percent === undefined ? '' : ` ${Math.round(stage.percent)}%`;
  const eta = card.etaS === undefined ? '' : `, about ${card.etaS} s left`;
  return `${bar(stage.percent)} ${count} ${stage.label}${percent}${eta}`;
}

/** A bar of 0 to 100, dotted where nobody knows. */
function bar(percent: number | undefined): string {
  if (percent === undefined) return `[${'·'.repeat(width)}]`;
  const full = Math.round((Math.min(100, Math.max(0, percent)) / 100) * width);
  return `[${'█'.repeat(full)}${' '.repeat(width - full)}]`;
}
