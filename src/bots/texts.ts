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
