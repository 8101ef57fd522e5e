import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModerationInput } from '../../../../src/core/moderation.ts';
import { OpenaiDesk, type VendorOptions } from './openai-desk.ts';

let desk: OpenaiDesk;
beforeEach(async () => {
  desk = await OpenaiDesk.open();
});
afterEach(() => desk[Symbol.asyncDispose]());

async function check(input: ModerationInput, options: VendorOptions = {}): Promise<void> {
  const { moderator } = desk.vendor(options);
  if (moderator === undefined) throw new Error('there is no moderator');
  await moderator.check(input, new AbortController().signal);
}

async function pictureFile(name: string): Promise<string> {
  const file = path.join(desk.path, name);
  await sharp({ create: { width: 32, height: 32, channels: 3, background: '#336699' } }).toFile(file);
  return file;
}

describe('the moderator', () => {
  it('lets what is harmless pass, and looks at one picture at a time', async () => {
    const images = [await pictureFile('a.png'), await pictureFile('b.jpg')];
    await check({ text: 'a paper boat', images });
    expect(desk.bodies('/moderations')).toEqual([
      { model: 'omni-moderation-latest', input: [{ type: 'text', text: 'a paper boat' }] },
      {
        model: 'omni-moderation-latest',
        input: [{ type: 'image_url', image_url: { url: expect.stringMatching(/^data:image\/png;base64,/u) } }],
      },
      {
        model: 'omni-moderation-latest',
        input: [{ type: 'image_url', image_url: { url: expect.stringMatching(/^data:image\/jpeg;base64,/u) } }],
      },
    ]);
  });

  it('refuses words with the reason in plain ones', async () => {
    await expect(check({ text: 'a bloodbath' })).rejects.toMatchObject({
      code: 'refused',
      userMessage: 'This was refused: it looks like graphic violence. Change the words and try again.',
    });
  });

  it('refuses pictures', async () => {
    desk.fake.knobs.flaggedPictures = 'sexual';
    const images = [await pictureFile('a.png')];
    await expect(check({ text: 'a beach', images })).rejects.toMatchObject({
      code: 'refused',
      userMessage: 'This was refused: it looks like sexual content. Use another picture and try again.',
    });
  });

  it('refuses only what the operator named, and sexual content with minors always', async () => {
    const settings = { refuse: ['hate'] };
    await check({ text: 'a bloodbath' }, { settings });
    desk.fake.knobs.flagged.set('awful', 'sexual/minors').set('slur', 'hate');
    await expect(check({ text: 'awful' }, { settings })).rejects.toMatchObject({ code: 'refused' });
    await expect(check({ text: 'slur' }, { settings })).rejects.toMatchObject({ code: 'refused' });
    await check({ text: 'slur' }, { settings: { refuse: [] } });
  });

  it('has nothing to ask about no words', async () => {
    await check({ text: ' \n' });
    await check({});
    expect(desk.fake.seen).toEqual([]);
  });

  it.each([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 400 },
    { kind: 'cut', when: 'after' },
  ] as const)('does not let pass what it could not look at: %j', async (fault) => {
    desk.fake.knobs.faults.push({ path: '/moderations', fault });
    await expect(check({ text: 'a boat' })).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
      userMessage: 'This could not be checked just now. Please try again in a moment.',
    });
  });

  it('could not look with bad credentials, and tells the operator', async () => {
    await expect(check({ text: 'a boat' }, { key: 'sk-old' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(desk.log.filter(({ msg }) => msg === 'provider-stopped')).toHaveLength(1);
  });

  it('is there no more for a server that has none, unless it was said to have one', async () => {
    desk.fake.knobs.missing.add('/moderations');
    const { moderator } = desk.vendor();
    const { signal } = new AbortController();
    await moderator?.check({ text: 'a bloodbath' }, signal);
    await moderator?.check({ text: 'a bloodbath' }, signal);
    expect(desk.fake.seen).toHaveLength(1);
    const strict = check({ text: 'a boat' }, { settings: { moderation: 'on' } });
    await expect(strict).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect(desk.vendor({ settings: { moderation: 'off' } }).moderator).toBeUndefined();
  });

  it('ends when it is aborted', async () => {
    const stopped = desk.vendor().moderator?.check({ text: 'a boat' }, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});
