import { expect, test } from 'vitest';
import type { Card } from '../../../../src/bots/card.ts';
import { translatorFor } from '../../../../src/bots/locales/translate.ts';
import { renderHome } from '../../../../src/bots/slack/forms/home.ts';
import { limits } from '../../../../src/bots/slack/limits.ts';

const taskId = `task-${'0123456789abcdef'.repeat(2)}`;

function card(status: Card['status']): Card {
  const stages = [
    {
      key: 'a',
      after: [],
      label: 'Setting it in motion',
      provider: 'a test',
      status: 'running' as const,
      percent: 42.4,
    },
  ];
  const thread = { platform: 'slack', space: 'T1', channel: 'C1' };
  const asked = {
    taskId,
    thread,
    personId: 'U1',
    personName: 'Ada',
    kind: 't2v' as const,
    prompt: '<!channel> *a boat*',
  };
  return { ...asked, status, stages, notes: [], etaS: 30 };
}

test('what is being made is shown with its percent and can be cancelled until it is made', () => {
  const english = translatorFor('en');
  const home = JSON.stringify(renderHome({ open: [card('working')], clips: [], queue: 3 }, english));
  expect(home).toContain('Text to video: <!channel> *a boat*');
  expect(home).toContain('Setting it in motion 42 % · About 30 s left');
  expect(home).toContain(`1.cancel.${taskId}`);
  expect(home).not.toContain('mrkdwn');
  expect(JSON.stringify(renderHome({ open: [card('delivering')], clips: [], queue: 3 }, english))).not.toContain(
    '1.cancel',
  );
});

test('a busy Home tab stays within Slack’s bounds', () => {
  const open = Array.from({ length: 60 }, () => card('working'));
  const { blocks } = renderHome({ open, clips: [], queue: 60 }, translatorFor('de'));
  expect(Array.isArray(blocks) && blocks.length <= limits.blocksPerView).toBe(true);
});
