import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { createStore, type ShownMessage as PageMessage, type Store } from '../../../src/bots/playground/page/store.ts';
import { createPlayground } from '../../../src/bots/playground/playground.ts';
import { galleryRoom, platform, space, type Snapshot } from '../../../src/bots/playground/wire.ts';
import { openWebServer } from '../../../src/bots/web-server.ts';
import { silentLogger } from '../../../src/core/log.ts';
import type { Clip } from '../../../src/core/outcome.ts';
import { describeChatAdapter } from '../../contracts/chat-adapter-contract.ts';
import type { ChatUnderTest, ShownMessage } from '../../contracts/chat-under-test.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { openTestStudio, type TestStudio } from '../../support/test-studio.ts';

let house: TestStudio;
const opened = new AsyncDisposableStack();

beforeAll(async () => {
  const directory = opened.use(await testDataDirectory());
  house = opened.use(await openTestStudio(directory.path));
});
afterAll(() => opened.disposeAsync());

describeChatAdapter('playground', async (): Promise<ChatUnderTest> => {
  let running = await start();
  // All galleries of these tests are one channel: each begins after what is there already.
  let before = 0;
  const read = async (): Promise<Store> => {
    const response = await fetch(new URL('playground/messages', running.url));
    const store = createStore();
    // The page and the studio share this type; the page's own rules say what is shown.
    store.takeSnapshot((await response.json()) as Snapshot);
    return store;
  };
  return {
    adapter: () => running.adapter,
    // A thread hangs on a message; the page shows it when the message is there.
    thread: () =>
      Promise.resolve({
        platform,
        space,
        channel: 'studio',
        thread: `said-${randomUUID()}`,
      }),
    async gallery() {
      before = (await read()).inChannel(galleryRoom).at(-1)?.position ?? 0;
      return { platform, space, channel: galleryRoom };
    },
    clip: keepClip,
    async shown({ channel, thread }) {
      const store = await read();
      const messages = thread === undefined ? store.inChannel(channel) : store.inThread(thread);
      return messages.filter(({ position }) => thread !== undefined || position > before).map(toShown);
    },
    starred({ buttons }) {
      const stars = buttons.map((label) => /^(\d+) stars?$/u.exec(label)?.[1]).find((found) => found !== undefined);
      return stars === undefined ? undefined : Number(stars);
    },
    async restart() {
      await running.stop();
      running = await start();
    },
    [Symbol.asyncDispose]: () => running.stop(),
  };
});

async function start() {
  const logger = silentLogger();
  const web = await openWebServer({ host: '127.0.0.1', port: 0, logger, health: () => ({ status: 'ok' }) });
  const { studio, database, artifacts } = house;
  const takeImage = (): Promise<never> => Promise.reject(new Error('No picture comes in here.'));
  const { collection } = database;
  const adapter = createPlayground({
    studio,
    commands: [],
    collection,
    artifacts,
    takeImage,
    takeVideo: takeImage,
    web,
    logger,
  });
  await adapter.start();
  const stop = async (): Promise<void> => {
    await adapter.stop();
    await web.close();
  };
  return { adapter, url: web.url, stop };
}

async function keepClip(): Promise<Clip> {
  const bytes = new TextEncoder().encode('frames');
  const { artifacts } = house;
  const { id: video, sha256 } = await artifacts.put('task-contract-video', 'video/mp4', { bytes });
  const { id: poster } = await artifacts.put('task-contract-poster', 'image/png', { bytes });
  const facts = { width: 1024, height: 576, fps: 24, frames: 48, durationS: 2, codec: 'h264' };
  const stages = [
    { key: 'prompt', agent: 'prompt' as const, provider: 'sketch', label: 'sketch (no model)', version: '2', ms: 5 },
  ];
  const about = {
    sizeBytes: bytes.length,
    sha256,
    seed: 0,
    prompt: 'a paper boat',
    sound: false,
    notes: [],
    nsfw: false,
  };
  return { video, poster, facts, ...about, stages };
}

function toShown({ id, text, content }: PageMessage): ShownMessage {
  if (!('prompt' in content)) return { id, words: text, video: false, veiled: false, buttons: [] };
  const words = [text, content.prompt];
  if (content.kind !== 'card') words.push(...content.facts.flat());
  else words.push(...content.stages.map((stage) => `${stage.label} ${stage.phase ?? ''} ${stage.percent ?? ''}`));
  const clip = content.kind === 'card' ? undefined : content.clip;
  const buttons = content.buttons.map((button) => button.label);
  return { id, words: words.join('\n'), video: clip !== undefined, veiled: clip?.nsfw === true, buttons };
}
