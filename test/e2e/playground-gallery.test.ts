import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { playgroundClient } from '../support/playground-client.ts';
import { startProduct, type RunningProduct } from '../support/product.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { waitUntil } from '../support/wait-until.ts';
import { audit } from './playground-audit.ts';
import { openPage, watch, type OpenedPage } from './playground-page.ts';

const patience = { timeout: 60_000 };
const narrow = { width: 360, height: 740 };

describe.skipIf(!hasChromium())('the gallery in a real browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let product: RunningProduct;
  const opened = new AsyncDisposableStack();

  beforeAll(async () => {
    const directory = opened.use(await testDataDirectory());
    product = opened.use(await startProduct({ MORA_DATA_DIR: directory.path }));
    browser = await openChromium();
    opened.defer(() => browser.close());
    const client = playgroundClient(product.url);
    await client.say('/mora t2v a red kite --duration 1');
    await client.say('/mora t2v a paper boat --duration 1');
    await waitUntil(async () => (await client.results()).length === 2);
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  /** The video of a prompt in its thread, which is opened. */
  async function videoOf({ page, thread }: OpenedPage, prompt: string): Promise<Locator> {
    await page.locator('.channel .message', { hasText: prompt }).locator('.thread-summary').first().click();
    const video = thread.getByRole('region', { name: 'Finished video' });
    await video.first().waitFor();
    return video;
  }

  const toast = (page: Page, words: string): Promise<void> => page.locator('#toasts').getByText(words).waitFor();
  const button = (place: Locator, name: string | RegExp): Locator => place.getByRole('button', { name });

  test('a video is shared, remixed and withdrawn; its line and what was made of it stay', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, thread } = visitor;
    const shared = await videoOf(visitor, 'a red kite');
    await button(shared, 'Share').click();
    await toast(page, 'Shared in the gallery.');
    await button(shared, 'Share').click();
    await toast(page, 'This is in the gallery already.');

    await page.getByRole('link', { name: 'gallery' }).click();
    const entries = page.locator('.channel').getByRole('region', { name: 'A video in the gallery' });
    await entries.waitFor();
    expect(await entries.innerText()).toContain('a red kite');
    expect((await watch(entries.locator('video'))).advanced).toBe(true);
    await button(entries, '0 stars').click();
    await toast(page, 'You cannot give your own video a star.');
    await button(entries, '0 stars').waitFor();

    await button(entries, 'Remix').click();
    const words = entries.getByRole('textbox', { name: 'What your remix changes, or how it goes on' });
    await words.fill('in winter');
    await words.press('Enter');
    // The thread of the entry opens by itself, as that of a typed command does.
    const remix = thread.getByRole('region', { name: 'Finished video' });
    await remix.waitFor(patience);
    expect(await remix.innerText()).toContain('in winter');
    await button(remix, 'Share').click();
    await expect.poll(() => entries.count()).toBe(2);
    expect(await entries.last().innerText()).toContain('“a red kite” by You');
    expect(await audit(page)).toEqual([]);

    await button(entries.first(), 'Withdraw').click();
    await expect.poll(() => entries.count()).toBe(1);
    const line = page.locator('.channel .message', { hasText: 'Withdrawn from the gallery.' });
    await line.locator('.thread-summary', { hasText: 'Video, 1 s' }).waitFor();
    expect(await line.getByRole('region').count()).toBe(0);

    await visitor.send('/mora gallery top');
    const best = page.locator('.channel .lines').getByRole('listitem');
    expect(await best.innerText()).toContain('⭐ 0 “in winter” by You');
    await thread.getByRole('button', { name: 'Close the thread' }).click();
    await best.getByRole('link', { name: 'Open' }).click();
    await thread.getByRole('region', { name: 'A video in the gallery' }).waitFor();

    await page.setViewportSize(narrow);
    expect(await isSideways(page)).toBe(false);
    await thread.getByRole('button', { name: 'Close the thread' }).click();
    await entries.waitFor();
    expect(await isSideways(page)).toBe(false);
    expect(await audit(page)).toEqual([]);
    // The star was refused; browsers write that down.
    expect(visitor.faults).toEqual([expect.stringContaining('403')]);
  });

  test('words that can mean two things are asked about, and what is pressed makes one task', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, thread } = visitor;
    const video = await videoOf(visitor, 'a paper boat');
    await video.hover();
    await button(thread, 'More about this message of Mora').last().click();
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    const threadBox = page.getByRole('textbox', { name: 'Message to the thread' });
    await threadBox.fill('hmm, lovely');
    await threadBox.press('Enter');
    await thread.getByText('What should I do with this video?').waitFor();
    expect(await thread.locator('.choices').getByRole('button').allInnerTexts()).toEqual([
      'Change it',
      'Make it longer',
    ]);
    expect(await audit(page)).toEqual([]);
    await button(thread, 'Change it').dblclick();
    await expect.poll(() => video.count(), patience).toBe(2);
    expect(await thread.locator('.choices').count()).toBe(0);
    await visitor.send('/mora queue');
    await page.locator('.channel .message[data-author=mora]').last().getByText('Nothing is waiting').waitFor();
    expect(await video.count()).toBe(2);
    expect(visitor.faults).toEqual([]);
  });

  test('history shows a video again, and what is deleted for good leaves every message', async () => {
    await using visitor = await openPage(browser, product.url, { channel: 'ideas', viewport: narrow });
    const { page, channelBox } = visitor;
    await visitor.send('/mora history');
    const line = page.locator('.channel .lines').getByRole('listitem').filter({ hasText: 'a paper boat' });
    await button(line, 'Show').click();
    expect(await channelBox.inputValue()).toMatch(/^\/mora history task-\w+$/u);
    await channelBox.press('Enter');
    const video = page.locator('.channel').getByRole('region', { name: 'Finished video' });
    await video.waitFor();
    expect(await video.innerText()).toContain('a paper boat');
    expect(await isSideways(page)).toBe(false);

    await button(video, 'Delete').click();
    await button(video, 'Delete for good?').waitFor();
    expect(await isSideways(page)).toBe(false);
    await channelBox.focus();
    await button(video, /^Delete$/u).click();
    await button(video, 'Delete for good?').click();
    await page.locator('.channel .message[data-kind=gone]', { hasText: 'This video was deleted.' }).waitFor();
    await expect.poll(() => video.count()).toBe(0);
    await page.goto(`${product.url}#/studio`);
    await page.locator('.channel .message', { hasText: 'a paper boat' }).locator('.thread-summary').click();
    await visitor.thread.locator('.message[data-kind=gone]').waitFor();
    expect(visitor.faults).toEqual([]);
  });

  test('what is not safe for work is behind a veil until somebody asks to see it', async () => {
    await using visitor = await openPage(browser, product.url);
    const { page, thread } = visitor;
    const response = await fetch(new URL('playground/messages', product.url));
    const marked = (await response.text()).replaceAll('"nsfw":false', '"nsfw":true');
    // No sketch is unsafe, so the page is told that these are.
    await page.route('**/playground/events', (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: `event: snapshot\ndata: ${marked}\n\n` }),
    );
    await page.reload();
    const summary = page.locator('.channel .message', { hasText: 'a red kite' }).locator('.thread-summary');
    await summary.waitFor();
    expect(await summary.locator('img').count()).toBe(0);
    await summary.click();
    const video = thread.locator('video');
    const veil = button(thread, 'Not safe for work. Show it');
    await veil.waitFor();
    const plays = (): Promise<boolean> =>
      video.evaluate((one) => one instanceof HTMLVideoElement && !one.paused && one.controls);
    expect(await plays()).toBe(false);
    expect(await video.evaluate((one) => getComputedStyle(one).filter)).toContain('blur');
    await veil.click();
    expect(await veil.count()).toBe(0);
    expect(await video.evaluate((one) => getComputedStyle(one).filter)).toBe('none');
    await expect.poll(plays).toBe(true);
  });

  test('new stars stand on their button, whoever has the focus', async () => {
    const client = playgroundClient(product.url);
    const kite = (await client.results()).find(({ prompt }) => prompt === 'a red kite');
    await client.press(kite?.buttons.find(({ action }) => action === 'share')?.id ?? '');
    await waitUntil(async () => (await client.messages()).some(({ content }) => content.kind === 'entry'));
    await using visitor = await openPage(browser, product.url, { channel: 'gallery' });
    const { page, channelBox } = visitor;
    const shown = await (await fetch(new URL('playground/messages', product.url))).text();
    let stars = '0 stars';
    // The one person here gives no stars to their own videos, so the page is told of them.
    await page.route('**/playground/events', (route) => {
      const data = shown.replaceAll('"0 stars"', JSON.stringify(stars));
      return route.fulfill({
        contentType: 'text/event-stream',
        body: `retry: 50\nevent: snapshot\ndata: ${data}\n\n`,
      });
    });
    await page.reload();
    const vote = page.locator('.channel [data-action=vote]').last();
    await vote.focus();
    stars = '3 stars';
    await expect.poll(() => vote.innerText()).toBe('3 stars');
    await channelBox.focus();
    expect(await vote.innerText()).toBe('3 stars');
  });

  test('the commands of the gallery are completed, and no room is named that there is not', async () => {
    await using visitor = await openPage(browser, product.url, { channel: 'playground' });
    const { page, channelBox } = visitor;
    const options = page.getByRole('option');
    await channelBox.pressSequentially('/mora gal');
    await expect
      .poll(() => page.locator('.suggestion-label').allInnerTexts())
      .toEqual(['/mora gallery set', '/mora gallery top', '/mora gallery off']);
    await channelBox.press('Enter');
    expect(await channelBox.inputValue()).toBe('/mora gallery set ');
    await channelBox.pressSequentially('#');
    await expect.poll(() => options.allInnerTexts()).toEqual(['#studio', '#ideas', '#playground', '#gallery']);
    await channelBox.pressSequentially('ga');
    await expect.poll(() => options.allInnerTexts()).toEqual(['#gallery']);
    await channelBox.press('Enter');
    await channelBox.press('Enter');
    const answer = page.locator('.channel .message[data-author=mora]');
    await answer.getByText('Shared videos are shown in that channel from now on.').waitFor();
    await visitor.send('/mora gallery set #nowhere');
    await page.locator('.message[data-kind=problem]').getByText('There is no such channel here.').waitFor();
    expect(visitor.faults).toEqual([]);
  });
});

/** Whether anything that scrolls can be moved sideways. */
function isSideways(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    ['html', 'body', '#channel-scroll', '#thread-scroll'].some((place) => {
      const element = document.querySelector(place);
      return element !== null && element.scrollWidth > element.clientWidth;
    }),
  );
}
