import { isUnderACent } from '../commands/price-words.ts';
import type { TaskKind } from '../core/task.ts';
import type { Agent } from '../core/agents.ts';

/** What each agent does, as people read it on a card. */
export const agentLabels: Readonly<Record<Agent, string>> = {
  prompt: 'Reading the words',
  'text-to-image': 'Painting the first frame',
  'image-to-image': 'Changing the picture',
  'image-to-video': 'Setting it in motion',
  connect: 'Joining the clips',
  finish: 'Finishing the video',
};

/** A stage's line: what its agent does, with its number where several in a row do the same. */
export function stageLabel(agent: Agent, key: string): string {
  const number = /-(\d+)$/u.exec(key)?.[1];
  return number === undefined ? agentLabels[agent] : `${agentLabels[agent]} (${number})`;
}

/** What each kind of task makes, as people read it on a card. */
export const kindLabels: Readonly<Record<TaskKind, string>> = {
  t2v: 'Text to video',
  i2v: 'Image to video',
  extend: 'A longer video',
  edit: 'A changed video',
  connect: 'Videos, connected',
  simulate: 'A digital world',
};

/** How a task stands, as its card says it. */
export type CardStatus = 'working' | 'delivering' | 'done' | 'failed' | 'cancelled';

/** What the status of a card says. */
export const statusTexts: Readonly<Record<CardStatus, string>> = {
  working: 'In the making',
  delivering: 'Made, on its way',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** How long it will still take. */
export function etaText(etaS: number): string {
  return etaS < 100 ? `About ${Math.max(1, etaS)} s left` : `About ${Math.round(etaS / 60)} min left`;
}

/** What a video will cost. */
export function estimateText(estimateUsd: number): string {
  return isUnderACent(estimateUsd) ? 'Under $0.01' : `About $${estimateUsd.toFixed(2)}`;
}

/** Where a task stands in the line, and why it is not further on: who has more under way waits longer. */
export function positionText(position: number, underWay = 0): string {
  if (position === 1) return 'Next in the line';
  if (underWay === 0) return `Number ${position} in the line`;
  return `Number ${position} in the line: you have ${underWay} more under way, and whoever has fewer goes first`;
}

/** What a task waits for while nobody who could go on with it is there. */
export const unservedText = 'Nobody can do the next step just now. It goes on as soon as somebody is back.';
