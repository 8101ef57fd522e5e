import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../../src/bots/card.ts';
import type { Delivery } from '../../../../src/bots/delivery.ts';
import { locales } from '../../../../src/bots/locales/locales.ts';
import { translatorFor } from '../../../../src/bots/locales/translate.ts';
import { limits } from '../../../../src/bots/slack/limits.ts';
import { nameMentions, unescapeSlack } from '../../../../src/bots/slack/markup.ts';
import type { Message } from '../../../../src/bots/slack/show/blocks.ts';
import { renderCard } from '../../../../src/bots/slack/show/render-card.ts';
import { mentionOf, renderList, renderText } from '../../../../src/bots/slack/show/render-reply.ts';
import { renderResult, shownPrompt } from '../../../../src/bots/slack/show/render-result.ts';
import { hostilePrompts } from '../../../contracts/hostile-prompts.ts';

const taskId = `task-${'0123456789abcdef'.repeat(2)}`;
const thread = { platform: 'slack', space: 'T1', channel: 'C1' };
const english = translatorFor('en');

function card(prompt: string, words: string): Card {
  const stages = Array.from({ length: 40 }, (_, index) => ({
    key: String(index),
    after: [],
    provider: 'a test',
    label: `Setting it in motion (${index})`,
    status: 'running' as const,
    phase: words,
  }));
  const notes = Array.from({ length: 20 }, () => words);
  const asked = { taskId, thread, kind: 't2v' as const, personId: 'U3', personName: words, prompt };
  return { ...asked, status: 'working', stages, notes, queuePosition: 3, etaS: 400 };
}

function delivery(prompt: string, words: string): Delivery {
  return {
    taskId,
    thread,
    personId: 'U3',
    personName: 'Ada',
    status: 'failed',
    text: words,
    prompt,
    facts: Array.from({ length: 30 }, () => ['Note', words] as const),
    buttons: [{ id: `1.delete.${taskId}`, action: 'delete', label: 'Delete' }],
  };
}

/** All texts of blocks. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) =>
    name === 'text' && typeof part === 'string' ? [part] : textsOf(part),
  );
}

function expectWithin({ text, blocks }: Message): void {
  expect(blocks.length).toBeLessThanOrEqual(limits.blocksPerMessage);
  expect(text).not.toMatch(/[<>]/u);
  for (const said of textsOf(blocks)) {
    expect(said).not.toBe('');
    expect(said.length).toBeLessThanOrEqual(limits.textLength);
    expect(said.isWellFormed()).toBe(true);
  }
  // In mrkdwn, what people write would be parsed.
  expect(JSON.stringify(blocks)).not.toContain('"type":"mrkdwn"');
}

const prose = fc.string({ unit: 'grapheme', maxLength: 1_000 });

describe.each(locales)('in %s', (locale) => {
  const translator = translatorFor(locale);

  test('whatever somebody writes, what is shown is within bounds and read back as it was', () => {
    fc.assert(
      fc.property(prose, fc.string({ unit: 'grapheme', maxLength: 3_000 }), (prompt, words) => {
        expectWithin(renderCard(card(prompt, words), { fileId: 'F1' }, translator));
        const result = renderResult(
          delivery(prompt, words),
          { kind: 'link', url: 'https://mora.example/1' },
          translator,
        );
        expectWithin(result);
        expect(shownPrompt(result.blocks) ?? '').toBe(prompt);
        expectWithin(renderText(words || '.', translator));
        expectWithin(
          renderList(
            Array.from({ length: 60 }, () => ({ text: words })),
            translator,
          ),
        );
      }),
      { numRuns: 15 },
    );
  });
});

test.each(hostilePrompts)('nothing is made of %s', (prompt) => {
  const { blocks } = renderResult(delivery(prompt, 'No.'), { kind: 'none' }, english);
  expect(shownPrompt(blocks)).toBe(prompt);
  expect(textsOf(blocks)).toContain(prompt);
});

test('a prompt that was cut is not taken for the whole', () => {
  const { blocks } = renderResult(delivery('😀'.repeat(2_000), 'No.'), { kind: 'none' }, english);
  expect(shownPrompt(blocks)).toBeUndefined();
});

test('the owner is told, and a deletion is asked once more', () => {
  const { blocks } = renderResult(delivery('', 'No.'), { kind: 'none' }, english);
  expect(blocks[0]).toMatchObject({ elements: [{ elements: [{ type: 'user', user_id: 'U3' }, { text: ' ' }, {}] }] });
  expect(blocks.at(-1)).toMatchObject({ elements: [{ style: 'danger', confirm: { style: 'danger' } }] });
});

test('a channel is shown by its name, an id of anything else as it stands', () => {
  const { text, blocks } = renderText(
    `The gallery is in ${mentionOf('#', 'C12')} and ${mentionOf('#', 'x>')}.`,
    english,
  );
  expect(JSON.stringify(blocks)).toContain('{"type":"channel","channel_id":"C12"}');
  expect(text).toBe('The gallery is in #C12 and x&gt;.');
});

test.each([
  ['a &lt;b&gt; &amp;lt;', 'a <b> &lt;'],
  ['<https://x.example/a?b=1&amp;c|x.example> and <https://y.example>', 'x.example and https://y.example'],
  ['<@U0BOT> hi <@U1|ada> <@U2>', ' hi @ada @U2'],
  ['<!here> <!channel> <!subteam^S1|@team>', '@here @channel <!subteam^S1|@team>'],
  ['--to <#C1|videos>', '--to <#C1|videos>'],
  ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
])('%s was typed as %s', (made, typed) => {
  expect(unescapeSlack(made, 'U0BOT')).toBe(typed);
});

test('a model reads what channels and user groups are called', () => {
  expect(nameMentions('in <#C1|videos> by <!subteam^S1|@team> and <!subteam^S2>')).toBe('in #videos by @team and @S2');
});
