import { describe, expect, test } from 'vitest';
import type { Card } from '../../../../src/bots/card.ts';
import type { Delivery } from '../../../../src/bots/delivery.ts';
import { locales } from '../../../../src/bots/locales/locales.ts';
import { translatorFor } from '../../../../src/bots/locales/translate.ts';
import { limits } from '../../../../src/bots/discord/limits.ts';
import { unescapeMarkup, unquote } from '../../../../src/bots/discord/markup.ts';
import { shownPrompt } from '../../../../src/bots/discord/intake/modals.ts';
import { renderCard } from '../../../../src/bots/discord/show/render-card.ts';
import { renderList, renderText } from '../../../../src/bots/discord/show/render-reply.ts';
import { renderResult } from '../../../../src/bots/discord/show/render-result.ts';
import { flattenComponents } from '../../../../src/bots/discord/wire.ts';

const taskId = `task-${'0123456789abcdef'.repeat(2)}`;
const thread = { platform: 'discord', space: '1', channel: '2' };

const prompts = {
  nothing: '',
  'plain words': 'x'.repeat(2_000),
  'special signs': '*'.repeat(2_000),
  lines: '\n'.repeat(1_998),
  faces: '😀'.repeat(1_000),
};

/** All text of a message. */
function textOf(body: Readonly<Record<string, unknown>>): string {
  const { components } = body;
  return flattenComponents(Array.isArray(components) ? components : [])
    .map(({ content = '' }) => content)
    .join('');
}

function card(prompt: string): Card {
  const stages = Array.from({ length: 40 }, (_, index) => ({
    key: String(index),
    after: [],
    provider: 'a test',
    label: `Setting it in motion (${index})`,
    status: 'running' as const,
    phase: 'p'.repeat(300),
  }));
  const notes = Array.from({ length: 20 }, () => '*'.repeat(300));
  return {
    taskId,
    thread,
    kind: 't2v',
    personId: '3',
    personName: '_'.repeat(200),
    prompt,
    status: 'working',
    stages,
    notes,
    queuePosition: 3,
    etaS: 400,
  };
}

function delivery(prompt: string): Delivery {
  return {
    taskId,
    thread,
    personId: '3',
    personName: 'Ada',
    status: 'failed',
    text: 'The model said: '.repeat(200),
    prompt,
    facts: Array.from({ length: 30 }, () => ['Note', '-'.repeat(200)] as const),
    buttons: [],
  };
}

describe.each(Object.entries(prompts))('with a prompt of %s', (_, prompt) => {
  test.each(locales)('all that is shown in %s is within Discord’s bounds', (locale) => {
    const translator = translatorFor(locale);
    const none = renderResult(delivery(prompt), { kind: 'none' }, translator);
    for (const body of [renderCard(card(prompt), true, translator), none]) {
      expect(textOf(body).length).toBeLessThanOrEqual(limits.textLength);
      expect(textOf(body)).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/u);
    }
    const link = renderResult(delivery(prompt), { kind: 'link', url: 'https://mora.example/c/1' }, translator);
    expect(String(link['content']).length).toBeLessThanOrEqual(limits.contentLength);
    expect(link['content']).toContain('https://mora.example/c/1');
  });

  test('what is shown whole is read back as it was, and what was cut is not taken for it', () => {
    const body = renderResult(delivery(prompt), { kind: 'none' }, translatorFor('en'));
    const { components } = body;
    const shown = shownPrompt({ components: Array.isArray(components) ? components : [] });
    expect([undefined, prompt]).toContain(shown);
    if (prompt === prompts['plain words']) expect(shown).toBe(prompt);
  });
});

test('long answers keep whole lines', () => {
  const translator = translatorFor('en');
  const list = renderList(
    Array.from({ length: 100 }, (_, index) => ({ text: `${index} ${'x'.repeat(60)}` })),
    translator,
  );
  const lines = String(list['content']).split('\n');
  expect(lines.at(-1)).toBe('…');
  expect(lines.slice(0, -1).every((line) => line.endsWith('x'.repeat(60)))).toBe(true);
  for (const sign of ['*', '😀']) {
    const content = String(renderText(sign.repeat(2_000), translator)['content']);
    expect(content.length).toBeLessThanOrEqual(limits.contentLength);
    expect(content.isWellFormed()).toBe(true);
    expect(unescapeMarkup(unquote(content))).toMatch(/^(?:\*+|😀+)\n…$/u);
  }
});
