import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { playgroundClient } from '../support/playground-client.ts';
import { startProduct, type RunningProduct } from '../support/product.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { waitUntil } from '../support/wait-until.ts';
import { audit } from './playground-audit.ts';
import { openPage } from './playground-page.ts';

const patience = { timeout: 60_000 };
const phone = { width: 390, height: 844 };

describe.skipIf(!hasChromium())('the playground for everybody', { timeout: 120_000 }, () => {
  let browser: Browser;
  let product: RunningProduct;
  let directory: Awaited<ReturnType<typeof testDataDirectory>>;
  const opened = new AsyncDisposableStack();

  beforeAll(async () => {
    directory = opened.use(await testDataDirectory());
    product = await startProduct({ MORA_DATA_DIR: directory.path });
    opened.defer(() => product[Symbol.asyncDispose]());
    browser = await openChromium();
    opened.defer(() => browser.close());
    const client = playgroundClient(product.url);
    await client.say('/mora t2v a first kite --duration 1');
    await waitUntil(async () => (await client.results()).length === 1);
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  test('an example of the empty channel fills the message box', async () => {
    await using visitor = await openPage(browser, product.url, { channel: 'ideas' });
    await visitor.page.getByRole('button', { name: 'Golden city' }).click();
    expect(await visitor.channelBox.inputValue()).toMatch(/^\/mora t2v in a vast desert a golden city/u);
    expect(await visitor.channelBox.evaluate((box) => document.activeElement === box)).toBe(true);
  });

  test('it goes from the first key to the played video and back without a mouse', async () => {
    await using visitor = await openPage(browser, product.url, { channel: 'playground' });
    const { page, channelBox, thread } = visitor;
    const { keyboard } = page;
    const focused = page.locator(':focus');
    const skip = page.getByRole('link', { name: 'Skip to the message box' });
    const isFirst = (): Promise<boolean> => skip.evaluate((link) => document.activeElement === link);
    for (let steps = 0; steps < 20 && !(await isFirst()); steps += 1) await keyboard.press('Shift+Tab');
    expect(await isFirst()).toBe(true);
    await keyboard.press('Enter');
    await expect.poll(() => channelBox.evaluate((box) => document.activeElement === box)).toBe(true);

    await keyboard.type('/');
    const options = page.getByRole('option');
    await options.first().waitFor();
    const pointedAt = async (): Promise<string> => {
      const id = await channelBox.getAttribute('aria-activedescendant');
      return page.locator(`#${id}`).innerText();
    };
    expect(await pointedAt()).toContain('/mora t2v');
    await keyboard.press('ArrowUp');
    expect(await pointedAt()).toContain('/mora help');
    await keyboard.press('ArrowDown');
    expect(await pointedAt()).toContain('/mora t2v');
    await keyboard.press('Escape');
    await expect.poll(() => options.count()).toBe(0);
    expect(await channelBox.inputValue()).toBe('/');
    await keyboard.type('t');
    await keyboard.press('Tab');
    await keyboard.type('a red kite --duration 1');
    await keyboard.press('Enter');
    await thread.getByRole('region', { name: 'Finished video' }).waitFor(patience);
    await expect.poll(() => page.locator('#announcer').innerText()).toContain('Here is your video.');

    await page.locator('.thread-summary').focus();
    await keyboard.press('Enter');
    await thread.getByRole('button', { name: 'More about this message of Mora' }).focus();
    await keyboard.press('Enter');
    expect(await focused.innerText()).toBe('Extend');
    await keyboard.press('ArrowDown');
    expect(await focused.innerText()).toBe('Edit');
    await keyboard.press('Escape');
    expect(await focused.getAttribute('aria-label')).toBe('More about this message of Mora');

    await thread.getByRole('button', { name: 'Edit prompt' }).focus();
    await keyboard.press('Enter');
    await expect.poll(() => focused.getAttribute('aria-label')).toBe('Prompt of the new video');
    await keyboard.press('Escape');
    expect(await focused.innerText()).toBe('Edit prompt');
    await keyboard.press('Escape');
    await expect.poll(() => thread.count()).toBe(0);
    expect(await focused.getAttribute('class')).toBe('thread-summary');
    expect(visitor.faults).toEqual([]);
  });

  test('steps are announced once each, never each percent', async () => {
    await using visitor = await openPage(browser, product.url);
    await visitor.page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes) heard.push(node.textContent ?? '');
      }).observe(document.querySelector('#announcer') ?? document.body, { childList: true });
    });
    await visitor.send('/mora t2v a green kite --duration 2');
    await visitor.thread.getByRole('region', { name: 'Finished video' }).waitFor(patience);
    const heard = await visitor.page.evaluate(() => Reflect.get(globalThis, 'heard') as string[]);
    expect(heard.filter((words) => words.startsWith('Step 3 of 4')).length).toBeLessThanOrEqual(1);
    expect(heard.filter((words) => words === 'Mora: Here is your video.')).toHaveLength(1);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [phone, { width: 1280, height: 800 }]) {
      test(`nothing keeps people out: ${colorScheme}, ${viewport.width} wide`, async () => {
        await using visitor = await openPage(browser, product.url, { colorScheme, viewport });
        const { page, channelBox } = visitor;
        expect(await audit(page)).toEqual([]);
        await channelBox.fill('/');
        await page.getByRole('option').first().waitFor();
        expect(await audit(page)).toEqual([]);
        await channelBox.fill('/mora t2v a boat --duration 99');
        expect(await audit(page)).toEqual([]);
        await channelBox.press('Enter');
        await page.locator('.message[data-kind=problem]').first().waitFor();
        expect(await audit(page)).toEqual([]);
        await page.locator('.thread-summary').first().click();
        await visitor.thread.locator('video').first().waitFor();
        await visitor.thread.getByText('Made in').first().click();
        expect(await audit(page)).toEqual([]);
        await page.goto(`${product.url}#/ideas`);
        await page.getByRole('heading', { name: 'What shall we film?' }).waitFor();
        expect(await audit(page)).toEqual([]);
        expect(visitor.faults).toEqual([]);
      });
    }
  }

  test('on a phone the thread covers the channel and gives it back', async () => {
    await using visitor = await openPage(browser, product.url, { viewport: phone });
    const { page, thread, channelBox } = visitor;
    await page.locator('.thread-summary').first().click();
    await thread.getByRole('textbox', { name: 'Message to the thread' }).waitFor();
    expect(await channelBox.isVisible()).toBe(false);
    await thread.getByRole('button', { name: 'Close the thread' }).click();
    await channelBox.waitFor();
    expect(await thread.count()).toBe(0);
  });

  test('what is written in one place waits there', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, channelBox } = visitor;
    await channelBox.fill('half a thou');
    await page.getByRole('link', { name: 'ideas' }).click();
    await expect.poll(() => channelBox.inputValue()).toBe('');
    await page.getByRole('link', { name: 'studio', exact: true }).click();
    await expect.poll(() => channelBox.inputValue()).toBe('half a thou');
  });

  test('the chosen colours stay', async () => {
    await using visitor = await openPage(browser, product.url, { colorScheme: 'light' });
    const { page } = visitor;
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: 'Use dark colours' }).click();
    expect(await paper()).not.toBe(light);
    await page.reload();
    expect(await paper()).not.toBe(light);
    await page.getByRole('button', { name: 'Use light colours' }).click();
    expect(await paper()).toBe(light);
  });

  test('a page outlives the studio: it waits, sends later, and misses nothing', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, thread } = visitor;
    await visitor.send('/mora t2v a long river --duration 4');
    const card = thread.getByRole('region', { name: 'A video in the making' });
    await card.locator('progress[value]').waitFor(patience);
    await product.kill();
    await page.getByText('Reconnecting…').waitFor();
    await visitor.send('/mora t2v a late boat --duration 1');
    await page.getByText('Waiting for the studio').waitFor(patience);

    const port = new URL(product.url).port;
    product = await startProduct({ MORA_DATA_DIR: directory.path, PORT: port });
    await page.locator('#app[data-connection=open]').waitFor(patience);
    await page.locator('.thread-summary', { hasText: 'Video, 4 s' }).waitFor(patience);
    const late = page.locator('.channel .message', { hasText: 'a late boat' });
    await late.locator('.thread-summary', { hasText: 'Video, 1 s' }).waitFor(patience);
    expect(await late.count()).toBe(1);
    await page.reload();
    await page.locator('.message', { hasText: 'a first kite' }).first().waitFor();
  });
});
