import { describe, expect, test } from 'vitest';
import { MoraError } from '../../src/core/errors.ts';
import type { GalleryEntry } from '../../src/core/studio/gallery.ts';
import type { ThreadRef } from '../../src/core/thread.ts';
import { linePlan } from '../support/plans.ts';
import type { ChatUnderTest, ShownMessage } from './chat-under-test.ts';
import { hostilePrompts } from './hostile-prompts.ts';

/** What every chat adapter must do with the gallery, as far as it is the same on all platforms. */
export function describeChatGallery(name: string, open: () => Promise<ChatUnderTest>): void {
  async function entryIn(
    chat: ChatUnderTest,
    { platform, space, channel }: ThreadRef,
    more: Partial<GalleryEntry> = {},
  ): Promise<GalleryEntry> {
    return {
      clipId: linePlan().taskId,
      platform,
      space,
      channel,
      creator: { id: 'ada', name: 'Ada' },
      round: 1,
      withdrawn: false,
      votes: 0,
      clip: await chat.clip(),
      prompt: 'a paper boat',
      ancestors: [],
      ...more,
    };
  }

  /** What can still be watched or pressed; the line that may be left of the rest says nothing of the video. */
  async function onShow(chat: ChatUnderTest, gallery: ThreadRef): Promise<readonly ShownMessage[]> {
    const messages = await chat.shown(gallery);
    const left = messages.filter(({ video, buttons }) => !video && buttons.length === 0);
    for (const { words } of left) expect(words).not.toContain('a paper boat');
    return messages.filter((message) => !left.includes(message));
  }

  describe(`gallery of a chat adapter: ${name}`, () => {
    test('shows an entry with its creator, its prompt, its credits and what can be done with it', async () => {
      await using chat = await open();
      const gallery = await chat.gallery();
      const ancestors = [{ creator: 'Grace', prompt: 'a kite' }];
      await chat.adapter().showEntry(await entryIn(chat, gallery, { votes: 1, ancestors }));
      const [shown, ...others] = await chat.shown(gallery);
      expect(others).toEqual([]);
      expect(shown?.video).toBe(true);
      for (const words of ['Ada', 'a paper boat', 'Remixed from', 'Grace', 'a kite']) {
        expect(shown?.words).toContain(words);
      }
      expect(shown && chat.starred(shown)).toBe(1);
      expect(shown?.buttons).toEqual([expect.anything(), 'Remix', 'Withdraw']);
    });

    test('shows an entry once, however often it is called, at once and over a restart', async () => {
      await using chat = await open();
      const gallery = await chat.gallery();
      const entry = await entryIn(chat, gallery);
      const show = (): Promise<void> => chat.adapter().showEntry(entry);
      await Promise.all([show(), show(), show()]);
      await show();
      await chat.restart();
      await Promise.all([show(), show()]);
      expect(await chat.shown(gallery)).toHaveLength(1);
    });

    test('another number of stars changes the same message, and its video stays', async () => {
      await using chat = await open();
      const gallery = await chat.gallery();
      const entry = await entryIn(chat, gallery);
      await chat.adapter().showEntry(entry);
      const [first] = await chat.shown(gallery);
      expect(first && chat.starred(first)).toBe(0);
      await chat.restart();
      await chat.adapter().showEntry({ ...entry, votes: 12 });
      const [second, ...others] = await chat.shown(gallery);
      expect(others).toEqual([]);
      expect([second?.id, second?.video]).toEqual([first?.id, true]);
      expect(second && chat.starred(second)).toBe(12);
    });

    test('an entry that is hidden has no video, no buttons and no words of its prompt, and hiding it again is no error', async () => {
      await using chat = await open();
      const gallery = await chat.gallery();
      const [entry, other] = [await entryIn(chat, gallery), await entryIn(chat, gallery, { prompt: 'a lantern' })];
      await chat.adapter().showEntry(entry);
      await chat.adapter().showEntry(other);
      await chat.restart();
      await chat.adapter().hideEntry({ ...entry, withdrawn: true });
      await chat.adapter().hideEntry({ ...entry, withdrawn: true });
      const shown = await onShow(chat, gallery);
      expect(shown).toMatchObject([{ words: expect.stringContaining('a lantern') as unknown, video: true }]);
    });

    test('hiding what was never shown is no error', async () => {
      await using chat = await open();
      const gallery = await chat.gallery();
      await chat.adapter().hideEntry({ ...(await entryIn(chat, gallery)), withdrawn: true });
      expect(await chat.shown(gallery)).toEqual([]);
    });

    test('shared again after it was hidden it is shown anew', async () => {
      await using chat = await open();
      const gallery = await chat.gallery();
      const entry = await entryIn(chat, gallery, { votes: 3 });
      await chat.adapter().showEntry(entry);
      const [first] = await onShow(chat, gallery);
      await chat.adapter().hideEntry({ ...entry, withdrawn: true });
      await chat.adapter().showEntry({ ...entry, round: 2 });
      const [second, ...others] = await onShow(chat, gallery);
      expect(others).toEqual([]);
      expect(second?.video).toBe(true);
      expect(second?.id).not.toBe(first?.id);
      expect(second && chat.starred(second)).toBe(3);
    });

    test('shared again before anybody hid it, it is shown only anew', async () => {
      await using chat = await open();
      const gallery = await chat.gallery();
      const entry = await entryIn(chat, gallery);
      await chat.adapter().showEntry(entry);
      const [first] = await chat.shown(gallery);
      await chat.adapter().showEntry({ ...entry, round: 3 });
      const [second, ...others] = await onShow(chat, gallery);
      expect(others).toEqual([]);
      expect(second?.id).not.toBe(first?.id);
    });

    test('what people wrote is shown as the words that they are', async () => {
      await using chat = await open();
      const gallery = await chat.gallery();
      for (const prompt of hostilePrompts) {
        const creator = { id: 'eve', name: prompt.slice(0, 30) };
        await chat.adapter().showEntry(await entryIn(chat, gallery, { prompt, creator }));
      }
      const shown = await chat.shown(gallery);
      for (const [at, prompt] of hostilePrompts.entries()) {
        expect(shown[at]?.words).toContain(prompt.slice(0, 200));
      }
    });

    test('never shows plainly what is not safe for work', async () => {
      await using chat = await open();
      const gallery = await chat.gallery();
      const entry = await entryIn(chat, gallery);
      const refused = await chat
        .adapter()
        .showEntry({ ...entry, clip: { ...entry.clip, nsfw: true } })
        .catch((error: unknown) => error);
      // A place that may not show it says so for good: the entry is taken out then.
      if (refused !== undefined) {
        expect(refused).toBeInstanceOf(MoraError);
        expect(refused).toMatchObject({ retryable: false });
      }
      const shown = await chat.shown(gallery);
      expect(shown).toHaveLength(refused === undefined ? 1 : 0);
      expect(shown.filter(({ video, veiled }) => video && !veiled)).toEqual([]);
    });
  });
}
