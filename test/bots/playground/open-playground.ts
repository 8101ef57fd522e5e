import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createPlayground } from '../../../src/bots/playground/playground.ts';
import type { Answer, PlacedMessage, Snapshot } from '../../../src/bots/playground/wire.ts';
import type { ChatAdapter } from '../../../src/bots/chat.ts';
import { openDesk } from '../../../src/bots/desk.ts';
import { openWebServer } from '../../../src/bots/web-server.ts';
import { commands } from '../../../src/commands/index.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { createMediaTools } from '../../../src/core/media/media-tools.ts';
import type { Provider } from '../../../src/core/provider.ts';
import { createImageIntake } from '../../../src/core/studio/image-intake.ts';
import { createVideoIntake } from '../../../src/core/studio/video-intake.ts';
import { openTestStudio, type TestStudio } from '../../support/test-studio.ts';

/** A playground on a real studio, a real database and a real socket. */
export interface TestPlayground extends AsyncDisposable {
  readonly adapter: ChatAdapter;
  readonly house: TestStudio;
  /** With a slash at its end. */
  readonly url: string;
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a message. Its id is new unless one is given. */
  say(text: string, more?: Readonly<Record<string, unknown>>): Promise<{ id: string; status: number; answer: Answer }>;
  press(button: string, more?: Readonly<Record<string, unknown>>): Promise<{ status: number; answer: Answer }>;
  messages(): Promise<readonly PlacedMessage[]>;
}

/** Opens one over a data directory. Without a provider nobody works on its tasks. */
export async function openPlayground(
  dataDir: string,
  provider: Provider | readonly Provider[],
): Promise<TestPlayground> {
  const logger = silentLogger();
  await using opened = new AsyncDisposableStack();
  const house = opened.use(await openTestStudio(dataDir));
  const { studio, database, queue, artifacts } = house;
  const scratchDir = path.join(dataDir, 'intake');
  await mkdir(scratchDir, { recursive: true });
  const media = createMediaTools({ logger });
  opened.defer(() => media.close());
  const web = await openWebServer({ host: '127.0.0.1', port: 0, logger, health: () => ({ status: 'ok' }) });
  opened.defer(() => web.close());
  const takeImage = createImageIntake(media, artifacts, scratchDir);
  const adapter = createPlayground({
    studio,
    commands,
    collection: database.collection,
    artifacts,
    takeImage,
    takeVideo: createVideoIntake(media, artifacts, scratchDir),
    web,
    logger,
  });
  const desk = await openDesk({ adapter, studio, queue, logger });
  opened.defer(() => desk.stop(0));
  await house.work(provider);
  await adapter.start();
  opened.defer(() => adapter.stop());

  const { url } = web;
  const ask = (to: string, init?: RequestInit): Promise<Response> => fetch(new URL(to, url), init);
  const post = async (to: string, body: unknown): Promise<{ status: number; answer: Answer }> => {
    const headers = { 'content-type': 'application/json' };
    const response = await ask(to, { method: 'POST', headers, body: JSON.stringify(body) });
    // Both what is accepted and what is refused come as an object with sentences.
    return { status: response.status, answer: (await response.json()) as Answer };
  };
  const held = opened.move();
  return {
    adapter,
    house,
    url,
    ask,
    async say(text, more) {
      const id = crypto.randomUUID();
      const message = { id, channel: 'studio', text, ...more };
      return { ...(await post('playground/messages', message)), id: message.id };
    },
    press: (button, more) => post('playground/actions', { id: crypto.randomUUID(), button, ...more }),
    async messages() {
      const response = await ask('playground/messages');
      // Written by the code under test; the tests look at what is in it.
      return ((await response.json()) as Snapshot).messages;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
