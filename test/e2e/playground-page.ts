import type { Browser, Locator, Page } from 'playwright-core';

/** A page of the playground in a real browser, with what its tests do again and again. */
export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  readonly channelBox: Locator;
  readonly thread: Locator;
  /** Faults of the page itself: exceptions, and whatever its own security rules refused. */
  readonly faults: readonly string[];
  /** Types a message into the channel and sends it by Enter. */
  send(text: string): Promise<void>;
}

export interface PageOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly channel?: string;
}

/** Opens the playground as a new visitor and waits until it is connected. */
export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<OpenedPage> {
  const { viewport = { width: 1280, height: 800 }, channel = 'studio', ...rest } = options;
  const context = await browser.newContext({ viewport, ...rest });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A studio that is away is not the page's fault.
    if (message.type() === 'error' && !message.text().includes('ERR_')) faults.push(message.text());
  });
  await page.goto(`${url}#/${channel}`);
  await page.locator('#app[data-connection=open]').waitFor();
  const channelBox = page.getByRole('textbox', { name: 'Message to the channel' });
  return {
    page,
    channelBox,
    thread: page.getByRole('complementary', { name: 'Thread' }),
    faults,
    async send(text) {
      await channelBox.fill(text);
      await channelBox.press('Enter');
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** Whether a video plays: its time goes on, and what it shows is neither all black nor of one colour. */
export async function watch(video: Locator): Promise<{ readonly advanced: boolean; readonly colours: number }> {
  return video.evaluate(async (element) => {
    // The locator is one of a video.
    const player = element as HTMLVideoElement;
    const nextFrame = (): Promise<void> => new Promise((resolve) => player.requestVideoFrameCallback(() => resolve()));
    if (player.paused) await player.play();
    await nextFrame();
    const before = player.currentTime;
    for (let frames = 0; frames < 10; frames += 1) await nextFrame();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [64, 36];
    const brush = canvas.getContext('2d');
    brush?.drawImage(player, 0, 0, 64, 36);
    const pixels = brush?.getImageData(0, 0, 64, 36).data ?? [];
    const seen = new Set<number>();
    for (let at = 0; at < pixels.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
      if (red + green + blue > 40) seen.add((red >> 4) * 256 + (green >> 4) * 16 + (blue >> 4));
    }
    return { advanced: player.currentTime !== before, colours: seen.size };
  });
}
