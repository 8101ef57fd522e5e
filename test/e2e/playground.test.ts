import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { startProduct, type RunningProduct } from '../support/product.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { openPage, watch } from './playground-page.ts';

const patience = { timeout: 60_000 };

describe.skipIf(!hasChromium())('the playground in a real browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let product: RunningProduct;
  const opened = new AsyncDisposableStack();

  beforeAll(async () => {
    const directory = opened.use(await testDataDirectory());
    product = opened.use(await startProduct({ MORA_DATA_DIR: directory.path }));
    browser = await openChromium();
    opened.defer(() => browser.close());
  }, 60_000);
  afterAll(() => opened.disposeAsync());

  const picture = async () => ({
    name: 'waves.png',
    mimeType: 'image/png',
    buffer: await sharp({ create: { width: 640, height: 360, channels: 3, background: '#27708f' } })
      .composite([
        { input: Buffer.from('<svg width="640" height="360"><circle cx="320" cy="180" r="90" fill="#f4d35e"/></svg>') },
      ])
      .png()
      .toBuffer(),
  });

  test('a typed command is completed, shown being made, and ends as a video that plays', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, channelBox, thread } = visitor;
    await expect.poll(() => page.getByRole('heading', { name: 'What shall we film?' }).isVisible()).toBe(true);
    await channelBox.pressSequentially('/t2');
    await page.getByRole('option', { name: '/mora t2v' }).waitFor();
    await channelBox.press('Enter');
    expect(await channelBox.inputValue()).toBe('/mora t2v ');
    await channelBox.pressSequentially('a coral reef full of colourful fish --duration 2');
    await channelBox.press('Enter');

    const card = thread.getByRole('region', { name: 'A video in the making' });
    await card.waitFor();
    const bar = card.getByRole('progressbar');
    await expect
      .poll(() => bar.evaluateAll((bars) => bars.some((one) => one.hasAttribute('value'))), patience)
      .toBe(true);
    await card.getByRole('img', { name: 'The first frame so far' }).waitFor(patience);

    const result = thread.getByRole('region', { name: 'Finished video' });
    await result.waitFor(patience);
    const { advanced, colours } = await watch(result.locator('video'));
    expect(advanced).toBe(true);
    expect(colours).toBeGreaterThan(1);
    expect(await result.innerText()).toContain('sketch');
    expect(await card.count()).toBe(0);
    // The channel says that it is done, with the poster.
    expect(await page.locator('.channel .thread-summary').innerText()).toContain('Video, 2 s');
    expect(visitor.faults).toEqual([]);
  });

  test('cancel ends a task at once, and another can be made from it', async () => {
    await using visitor = await openPage(browser, product.url);
    const { thread } = visitor;
    await visitor.send('/mora t2v a slow glacier --duration 12');
    await thread.getByRole('button', { name: 'Cancel' }).click();
    const outcome = thread.getByRole('region', { name: 'Outcome' });
    await outcome.waitFor(patience);
    expect(await outcome.innerText()).toContain('Cancelled by You.');

    await outcome.getByRole('button', { name: 'Edit prompt' }).click();
    const editor = thread.getByRole('textbox', { name: 'Prompt of the new video' });
    expect(await editor.inputValue()).toBe('a slow glacier');
    await editor.fill('a quick stream');
    await editor.press('Enter');
    const card = thread.getByRole('region', { name: 'A video in the making' });
    await card.getByText('a quick stream').waitFor(patience);
    await card.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => outcome.count(), patience).toBe(2);
    expect(visitor.faults).toEqual([]);
  });

  test('a picture that was sent is animated by an answer to it', async () => {
    await using visitor = await openPage(browser, product.url, { channel: 'ideas' });
    const { page, channelBox, thread } = visitor;
    await page.locator('.channel input[type=file]').setInputFiles(await picture());
    await page.getByRole('button', { name: 'Remove waves.png' }).waitFor();
    await page.locator('.channel').getByRole('button', { name: 'Send' }).click();
    await page.getByRole('button', { name: 'Animate' }).click();
    expect(await channelBox.inputValue()).toBe('/mora i2v ');
    await channelBox.pressSequentially('slow zoom in --duration 1');
    await channelBox.press('Enter');
    const result = thread.getByRole('region', { name: 'Finished video' });
    await result.waitFor(patience);
    expect((await watch(result.locator('video'))).colours).toBeGreaterThan(1);
    expect(await result.innerText()).toContain('your picture and words');

    // The video itself can be gone on from, by the menu of its message.
    await result.hover();
    await thread.getByRole('button', { name: 'More about this message of Mora' }).click();
    await page.getByRole('menuitem', { name: 'Extend' }).click();
    const threadBox = page.getByRole('textbox', { name: 'Message to the thread' });
    expect(await threadBox.inputValue()).toBe('/mora extend ');
    await threadBox.pressSequentially('pan left --duration 1');
    await threadBox.press('Enter');
    await expect.poll(() => result.count(), patience).toBe(2);
    expect(visitor.faults).toEqual([]);
  });

  test('pictures are taken by drop and by paste', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, channelBox } = visitor;
    const base64 = (await picture()).buffer.toString('base64');
    const transfer = await page.evaluateHandle((data) => {
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], 'dropped.png', { type: 'image/png' }));
      return carried;
    }, base64);
    const main = page.getByRole('main');
    await main.dispatchEvent('dragenter', { dataTransfer: transfer });
    await page.getByText('Drop pictures or videos here to use them in a message').waitFor();
    await main.dispatchEvent('drop', { dataTransfer: transfer });
    await page.getByRole('button', { name: 'Remove dropped.png' }).waitFor();
    await channelBox.evaluate((box, clipboardData) => {
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, transfer);
    await expect.poll(() => page.getByRole('button', { name: 'Remove dropped.png' }).count()).toBe(2);
    await page.getByRole('button', { name: 'Remove dropped.png' }).first().click();
    await expect.poll(() => page.getByRole('button', { name: 'Remove dropped.png' }).count()).toBe(1);
  });

  test('a file that is no picture is refused in words, and what was typed stays', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, channelBox } = visitor;
    await channelBox.fill('/mora i2v the waves move');
    const file = { name: 'waves.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') };
    await page.locator('.channel input[type=file]').setInputFiles(file);
    const alert = page.locator('.channel').getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/^waves\.png: .+\.$/u);
    expect(await page.getByRole('button', { name: 'Remove waves.png' }).count()).toBe(0);
    expect(await channelBox.inputValue()).toBe('/mora i2v the waves move');
  });

  test('what is not accepted is told while it is typed, answered in the chat and given back', async () => {
    await using visitor = await openPage(browser, product.url, { channel: 'playground' });
    const { page, channelBox } = visitor;
    const line = '/mora t2v a boat --duration 99';
    await channelBox.fill(line);
    await page.getByText('--duration goes from 1 to 60.').waitFor();
    await channelBox.press('Enter');
    await page.locator('.message[data-kind=problem]').getByText('The longest video is 60 seconds.').waitFor();
    await expect.poll(() => channelBox.inputValue()).toBe(line);
    await channelBox.fill('/mora t2v a boat --du');
    await page.getByRole('option', { name: '--duration' }).click();
    await channelBox.pressSequentially('2 --ratio ');
    await page.getByRole('option', { name: '1:1' }).click();
    expect(await channelBox.inputValue()).toBe('/mora t2v a boat --duration 2 --ratio 1:1 ');
    await channelBox.press('Escape');
  });

  test('words of people are shown as words', async () => {
    await using visitor = await openPage(browser, product.url, { channel: 'playground' });
    const { page } = visitor;
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script> <b>bold</b> \u202Eevil';
    await visitor.send(`/mora t2v ${hostile} --duration 1 --ratio 9:16`);
    const result = visitor.thread.getByRole('region', { name: 'Finished video' });
    await result.waitFor(patience);
    expect(await result.locator('figcaption').innerText()).toContain(
      '<script>document.title=2</script> <b>bold</b> evil',
    );
    expect(await page.title()).toBe('#playground · Mora Studio');
    expect(await page.locator('.messages script, .messages b b, .messages img[onerror]').count()).toBe(0);
    expect(visitor.faults).toEqual([]);
  });

  test('sent twice by a nervous hand, it is one message', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, channelBox } = visitor;
    await channelBox.fill('/mora status');
    await page.locator('.channel').getByRole('button', { name: 'Send' }).dblclick({ force: true });
    await channelBox.press('Enter');
    const mine = page.locator('.channel .message[data-author=you]', { hasText: '/mora status' });
    await page.locator('.channel .message[data-author=mora]', { hasText: '/mora status' }).waitFor();
    expect(await mine.count()).toBe(1);
  });

  test('two pages see the same, and a page for calm eyes plays nothing by itself', async () => {
    await using first = await openPage(browser, product.url);
    await using second = await openPage(browser, product.url, { reducedMotion: 'reduce' });
    await first.send('good evening');
    await second.page.locator('.channel').getByText('good evening').waitFor();
    await second.page.locator('.thread-summary', { hasText: 'Video, 2 s' }).click();
    const video = second.thread.locator('video').first();
    await video.waitFor();
    expect(await video.evaluate((player) => player instanceof HTMLVideoElement && player.paused)).toBe(true);
    expect((await watch(video)).advanced).toBe(true);
  });
});
