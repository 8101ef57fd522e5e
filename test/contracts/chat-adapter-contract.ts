import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/bots/card.ts';
import { deliveryOf, type Delivery } from '../../src/bots/delivery.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { ThreadRef } from '../../src/core/thread.ts';
import { linePlan } from '../support/plans.ts';
import { describeChatGallery } from './chat-gallery-contract.ts';
import type { ChatUnderTest } from './chat-under-test.ts';
import { hostilePrompts } from './hostile-prompts.ts';

/** What every chat adapter must do, as far as it is the same on all platforms. */
export function describeChatAdapter(name: string, open: () => Promise<ChatUnderTest>): void {
  const never = new AbortController().signal;
  const person = { platform: 'playground', id: 'you', name: 'You' };

  async function deliveryIn(chat: ChatUnderTest, thread: ThreadRef, prompt: string, end?: Outcome): Promise<Delivery> {
    const plan = linePlan();
    const outcome = end ?? { status: 'done', clip: await chat.clip() };
    return deliveryOf({ ...plan, thread, request: { ...plan.request, prompt } }, person, outcome);
  }

  describe(`chat adapter: ${name}`, () => {
    test('shows a finished video with its prompt and what can be done next', async () => {
      await using chat = await open();
      const thread = await chat.thread();
      await chat.adapter().deliver(await deliveryIn(chat, thread, 'a paper boat'), never);
      const [message, ...others] = await chat.shown(thread);
      expect(others).toEqual([]);
      expect(message).toMatchObject({
        video: true,
        buttons: ['Again', 'Edit prompt', 'Extend', 'Restyle', 'Connect…', 'Share', 'Delete'],
      });
      expect(message?.words).toContain('a paper boat');
      expect(message?.words).toContain('sketch (no model)');
    });

    test('shows a delivery once, however often it is called and by whom', async () => {
      await using chat = await open();
      const thread = await chat.thread();
      const delivery = await deliveryIn(chat, thread, 'a paper boat');
      await chat.adapter().deliver(delivery, never);
      await chat.adapter().deliver(delivery, never);
      await Promise.all([chat.adapter().deliver(delivery, never), chat.adapter().deliver(delivery, never)]);
      await chat.restart();
      await chat.adapter().deliver(delivery, never);
      expect(await chat.shown(thread)).toHaveLength(1);
    });

    test('two calls at the same time show one', async () => {
      await using chat = await open();
      const thread = await chat.thread();
      const delivery = await deliveryIn(chat, thread, 'a paper boat');
      await Promise.all([chat.adapter().deliver(delivery, never), chat.adapter().deliver(delivery, never)]);
      expect(await chat.shown(thread)).toHaveLength(1);
    });

    test('says a failure and a cancel in their own words, without a video', async () => {
      await using chat = await open();
      const thread = await chat.thread();
      const userMessage = 'The painter stopped answering. Please try again in a minute.';
      const failed: Outcome = { status: 'failed', failure: { code: 'provider-failed', userMessage } };
      await chat.adapter().deliver(await deliveryIn(chat, thread, 'one', failed), never);
      await chat.adapter().deliver(await deliveryIn(chat, thread, 'two', { status: 'cancelled', by: 'Ada' }), never);
      const [first, second] = await chat.shown(thread);
      expect(first?.words).toContain(userMessage);
      expect(second?.words).toContain('Cancelled by Ada.');
      expect([first?.video, second?.video]).toEqual([false, false]);
    });

    test.each(hostilePrompts)('shows %s as the words that they are', async (prompt) => {
      await using chat = await open();
      const thread = await chat.thread();
      await chat.adapter().deliver(await deliveryIn(chat, thread, prompt), never);
      const [message] = await chat.shown(thread);
      // A long one may be cut, but what is shown is what was written.
      expect(message?.words).toContain(prompt.slice(0, 200));
    });

    test('never shows plainly what is not safe for work', async () => {
      await using chat = await open();
      const thread = await chat.thread();
      const clip = { ...(await chat.clip()), nsfw: true };
      await chat.adapter().deliver(await deliveryIn(chat, thread, 'a paper boat', { status: 'done', clip }), never);
      const [message, ...others] = await chat.shown(thread);
      expect(others).toEqual([]);
      expect(message?.video === true && !message.veiled).toBe(false);
      expect(message?.words).toContain('a paper boat');
      expect(message?.buttons).toContain('Delete');
    });

    test('keeps threads apart', async () => {
      await using chat = await open();
      const [here, there] = [await chat.thread(), await chat.thread()];
      await chat.adapter().deliver(await deliveryIn(chat, here, 'here only'), never);
      expect(await chat.shown(there)).toEqual([]);
    });

    test('keeps one card a task, and the newest wins, over a restart too', async () => {
      await using chat = await open();
      const thread = await chat.thread();
      const card = cardIn(thread);
      await chat.adapter().showCard(card);
      await chat.adapter().showCard({ ...card, stages: [{ ...painting, status: 'running', percent: 40 }] });
      expect(await chat.shown(thread)).toMatchObject([{ words: expect.stringMatching(/40/u) as unknown }]);
      await chat.restart();
      await chat.adapter().showCard({ ...card, stages: [{ ...painting, status: 'running', percent: 80 }] });
      const cards = await chat.shown(thread);
      expect(cards).toMatchObject([{ words: expect.stringMatching(/80/u) as unknown, buttons: ['Cancel'] }]);
    });

    test('a card that comes after the end does no harm', async () => {
      await using chat = await open();
      const thread = await chat.thread();
      const delivery = await deliveryIn(chat, thread, 'a paper boat');
      const card = { ...cardIn(thread), taskId: delivery.taskId };
      await chat.adapter().showCard(card);
      await chat.adapter().deliver(delivery, never);
      await chat.adapter().showCard({ ...card, status: 'done' });
      const shown = await chat.shown(thread);
      expect(shown.filter((message) => message.video)).toHaveLength(1);
      expect(shown.flatMap((message) => message.buttons)).not.toContain('Cancel');
    });
  });

  describeChatGallery(name, open);
}

const painting = {
  key: 'picture',
  after: [],
  label: 'Painting the first frame',
  provider: 'sketch',
  phase: 'painting',
} as const;

function cardIn(thread: ThreadRef): Card {
  const { taskId } = linePlan();
  const stages = [{ ...painting, status: 'queued' as const }];
  const person = { personId: 'you', personName: 'You' };
  return { taskId, thread, ...person, kind: 't2v', prompt: 'a paper boat', status: 'working', stages, notes: [] };
}
