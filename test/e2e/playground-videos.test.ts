import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Locator } from 'playwright-core';
import { FilmLab } from '../core/media/intake/film.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { startProduct, type RunningProduct } from '../support/product.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { audit } from './playground-audit.ts';
import { openPage, watch } from './playground-page.ts';

const patience = { timeout: 60_000 };

describe.skipIf(!hasChromium())('videos in the playground, in a real browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let product: RunningProduct;
  let silent: { name: string; mimeType: string; buffer: Buffer };
  let loud: typeof silent;
  const opened = new AsyncDisposableStack();

  beforeAll(async () => {
    const directory = opened.use(await testDataDirectory());
    const lab = opened.use(new FilmLab());
    const make = async (name: string, more: Partial<Parameters<FilmLab['make']>[0]>): Promise<typeof silent> => {
      const file = path.join(directory.path, name);
      await lab.make({ path: file, format: 'mp4', ...more });
      return { name, mimeType: 'video/mp4', buffer: await readFile(file) };
    };
    silent = await make('silent.mp4', {});
    loud = await make('loud.mp4', { sound: { codec: 'aac', startS: 0.2, durationS: 0.8 } });
    product = opened.use(await startProduct({ MORA_DATA_DIR: path.join(directory.path, 'data') }));
    browser = await openChromium();
    opened.defer(() => browser.close());
  }, 60_000);
  afterAll(() => opened.disposeAsync());

  const stepsOf = (place: Locator): Locator =>
    place.getByRole('list', { name: 'The plan, step by step' }).locator('.stage');

  test('a video is attached, edited and extended, and the plan is drawn while it runs', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, channelBox, thread } = visitor;
    await channelBox.fill('/mora edit in black and white');
    const need = page.getByText('Attach a video, or reply to one.');
    await need.waitFor();
    await page.locator('.channel input[type=file]').setInputFiles(silent);
    const chip = page.locator('.channel .attachment', { hasText: 'silent.mp4' });
    await chip.getByText('1 s').waitFor(patience);
    await expect.poll(() => need.isVisible()).toBe(false);
    expect(await audit(page)).toEqual([]);
    await channelBox.press('Enter');

    const card = thread.getByRole('region', { name: 'A video in the making' });
    const steps = stepsOf(card);
    await steps.first().waitFor(patience);
    expect(await steps.count()).toBe(3);
    expect(await steps.last().innerText()).toContain('Finishing the video');
    expect(await audit(page)).toEqual([]);
    const result = thread.getByRole('region', { name: 'Finished video' });
    await result.waitFor(patience);
    expect((await watch(result.locator('video'))).advanced).toBe(true);
    expect(await result.innerText()).toContain('your video and words');
    // It was sent without sound: there is nothing to turn on.
    expect(await result.getByRole('button', { name: /^Turn sound/u }).count()).toBe(0);
    await result.getByText(/^Made in .+, 3 steps$/u).click();
    expect(await stepsOf(result).count()).toBe(3);
    // What was sent can be played, too.
    const sent = page.locator('.channel .message .small-video');
    await sent.getByText('1 s').waitFor();
    expect((await watch(sent.locator('video'))).advanced).toBe(true);

    await result.getByRole('button', { name: 'Extend' }).click();
    const editor = thread.getByRole('textbox', { name: 'What happens next' });
    await editor.press('Escape');
    await result.hover();
    await thread.getByRole('button', { name: 'More about this message of Mora' }).click();
    await page.getByRole('menuitem', { name: 'Extend' }).click();
    const threadBox = page.getByRole('textbox', { name: 'Message to the thread' });
    expect(await threadBox.inputValue()).toBe('/mora extend ');
    await thread.getByText('Reply to Mora’s video: in black and white').waitFor();
    await threadBox.pressSequentially('--duration 1');
    await threadBox.press('Enter');
    await expect.poll(() => result.count(), patience).toBe(2);
    await result.last().getByText('160×90, 2 s').waitFor();
    expect(visitor.faults).toEqual([]);
  });

  test('two videos are connected, and sound is heard when it is asked for', async () => {
    await using visitor = await openPage(browser, product.url, { channel: 'ideas' });
    const { page, channelBox, thread } = visitor;
    await channelBox.fill('/mora connect --seconds 0.5');
    await page.getByText('Attach two videos').waitFor();
    await page.locator('.channel input[type=file]').setInputFiles(loud);
    await page.getByText('One more video: attach it.').waitFor(patience);
    await page.locator('.channel input[type=file]').setInputFiles(silent);
    await expect.poll(() => page.locator('.channel .attachment:not(.is-loading)').count(), patience).toBe(2);
    await channelBox.press('Enter');
    const result = thread.getByRole('region', { name: 'Finished video' });
    await result.waitFor(patience);
    await result.getByText('your 2 videos').waitFor();
    await result.getByText('160×90, 2.5 s, 24 fps, with sound').waitFor();
    const video = result.locator('video');
    const isMuted = (): Promise<boolean> => video.evaluate((one) => one instanceof HTMLVideoElement && one.muted);
    expect(await isMuted()).toBe(true);
    await result.getByRole('button', { name: 'Turn sound on' }).click();
    await expect.poll(isMuted).toBe(false);
    await result.getByRole('button', { name: 'Turn sound off' }).click();
    await expect.poll(isMuted).toBe(true);
    expect(await audit(page)).toEqual([]);
    expect(visitor.faults).toEqual([]);
  });

  test('a file that is no video is refused in words, and what was typed stays', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, channelBox } = visitor;
    await channelBox.fill('/mora edit at night');
    const file = { name: 'night.mp4', mimeType: 'video/mp4', buffer: Buffer.from('not a video at all') };
    await page.locator('.channel input[type=file]').setInputFiles(file);
    const alert = page.locator('.channel').getByRole('alert');
    await alert.waitFor(patience);
    expect(await alert.innerText()).toMatch(/^night\.mp4: .+\.$/u);
    expect(await page.getByRole('button', { name: 'Remove night.mp4' }).count()).toBe(0);
    expect(await channelBox.inputValue()).toBe('/mora edit at night');
  });
});
