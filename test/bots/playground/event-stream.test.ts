import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEventStream } from '../../../src/bots/playground/event-stream.ts';
import { openMessageLog, type LogChange, type MessageLog } from '../../../src/bots/playground/message-log.ts';
import type { Message } from '../../../src/bots/playground/wire.ts';
import { openTestDatabase } from '../../support/test-database.ts';

const message = (id: string, text: string): Message => ({
  id,
  channel: 'studio',
  author: 'you',
  atMs: 1,
  text,
  images: [],
  videos: [],
  content: { kind: 'words' },
});

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened[Symbol.asyncDispose]());

/** An empty log of its own. */
function openLog(): MessageLog {
  return openMessageLog((name, schema) => opened.database.collection(`${name}.${crypto.randomUUID()}`, schema));
}

/** Reads whole events from a stream. */
function reader(response: Response): { next(): Promise<string | undefined>; leave(): Promise<void> } {
  const chunks = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next() {
      while (!text.includes('\n\n')) {
        const chunk = await chunks?.read();
        if (chunk === undefined || chunk.done) return undefined;
        text += chunk.value;
      }
      const [event = '', ...rest] = text.split('\n\n');
      text = rest.join('\n\n');
      return event;
    },
    leave: async () => chunks?.cancel(),
  };
}

test('a page gets what is there and then each change, in order', async () => {
  const log = openLog();
  await log.add(message('said-1', 'first'));
  const page = reader(openEventStream(log, new AbortController().signal));
  expect(await page.next()).toMatch(/^event: snapshot\ndata: .*"text":"first"/u);
  await log.add(message('said-2', 'second'));
  await log.put(message('said-1', 'changed'));
  expect(await page.next()).toMatch(/^event: message\ndata: .*"text":"second"/u);
  expect(await page.next()).toMatch(/^event: message\ndata: .*"text":"changed"/u);
  await page.leave();
});

test('what is said while the snapshot is read is not lost', async () => {
  const log = openLog();
  const page = reader(openEventStream(log, new AbortController().signal));
  await log.add(message('said-1', 'meanwhile'));
  const events = [await page.next()];
  if (!events[0]?.includes('meanwhile')) events.push(await page.next());
  expect(events.join('\n')).toContain('meanwhile');
  await page.leave();
});

test('several pages see the same', async () => {
  const log = openLog();
  const pages = [1, 2, 3].map(() => reader(openEventStream(log, new AbortController().signal)));
  for (const page of pages) await page.next();
  await log.add(message('said-1', 'to all'));
  for (const page of pages) {
    expect(await page.next()).toContain('to all');
    await page.leave();
  }
});

test('the stream ends when the studio stops, and a page that left costs nothing', async () => {
  const log = openLog();
  const stopping = new AbortController();
  const [stays, leaves] = [
    reader(openEventStream(log, stopping.signal)),
    reader(openEventStream(log, stopping.signal)),
  ];
  await stays.next();
  await leaves.next();
  await leaves.leave();
  await log.add(message('said-1', 'after it left'));
  expect(await stays.next()).toContain('after it left');
  stopping.abort();
  expect(await stays.next()).toBeUndefined();
});

test('a page that does not read is cut off instead of filling the memory', async () => {
  const listeners: ((change: LogChange) => void)[] = [];
  const log: MessageLog = {
    ...openLog(),
    listen(listener) {
      listeners.push(listener);
      return () => listeners.splice(listeners.indexOf(listener), 1);
    },
  };
  const page = reader(openEventStream(log, new AbortController().signal));
  await page.next();
  for (let count = 0; count < 1_000; count += 1) {
    for (const listener of listeners)
      listener({ kind: 'message', message: { ...message('said-1', `${count}`), position: 1 } });
  }
  expect(listeners).toEqual([]);
  await page.leave();
});
