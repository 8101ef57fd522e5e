import { expect, test } from 'vitest';
import type { Card, CardStage } from '../../../src/bots/card.ts';
import { progressLine } from '../../../src/bots/terminal/progress-bar.ts';

const stage = (status: CardStage['status'], percent?: number): CardStage => ({
  key: 'motion',
  after: [],
  label: 'Setting it in motion',
  provider: 'sketch',
  status,
  ...(percent === undefined ? {} : { percent }),
});
const card = (stages: CardStage[], etaS?: number): Card => ({
  taskId: 'task-a',
  thread: { platform: 'terminal', space: 'local', channel: 'terminal' },
  personId: 'you',
  personName: 'you',
  kind: 't2v',
  prompt: 'a boat',
  status: 'working',
  stages,
  notes: [],
  ...(etaS === undefined ? {} : { etaS }),
});

test('a measured percent fills the bar', () => {
  const line = progressLine(card([stage('done'), stage('running', 50)], 4));
  expect(line).toBe('[████████████            ] 1/2 Setting it in motion 50%, about 4 s left');
});

test('what nobody knows is not invented', () => {
  expect(progressLine(card([stage('running')]))).toBe('[························] 0/1 Setting it in motion');
});
