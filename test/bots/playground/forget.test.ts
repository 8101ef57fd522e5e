import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQuickProvider } from '../../fakes/quick-provider.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { openPlayground, type TestPlayground } from './open-playground.ts';

let playground: TestPlayground;
const opened = new AsyncDisposableStack();
beforeAll(async () => {
  const directory = opened.use(await testDataDirectory());
  playground = opened.use(await openPlayground(directory.path, createQuickProvider()));
});
afterAll(() => opened.disposeAsync());

const never = new AbortController().signal;

async function upload(): Promise<string> {
  const body = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#2f6f8f' } })
    .png()
    .toBuffer();
  const to = `playground/uploads/${crypto.randomUUID()}`;
  const response = await playground.ask(to, { method: 'PUT', body: new Uint8Array(body) });
  // What is kept is answered with its id.
  return ((await response.json()) as { artifact: string }).artifact;
}

const isKept = async (artifact: string): Promise<boolean> =>
  (await playground.house.artifacts.find(artifact)) !== undefined;

/** A moment that everything so far is before, and nothing later. */
async function now(): Promise<number> {
  await sleep(2);
  const moment = Date.now();
  await sleep(2);
  return moment;
}

test('what is old goes with its files; what somebody still needs stays', async () => {
  const [sent, unsent, answered, late] = [await upload(), await upload(), await upload(), await upload()];
  const old = await playground.say('', { images: [sent] });
  const discussed = await playground.say('', { images: [answered] });
  const asked = await playground.say('/mora t2v a red kite --duration 1');
  const result = async () => (await playground.messages()).find(({ content }) => content.kind === 'result');
  await waitUntil(async () => (await result()) !== undefined);
  const moment = await now();
  await playground.say('still here', { thread: `said-${discussed.id}` });
  await playground.say('', { images: [late] });

  await playground.adapter.forgetBefore?.(moment, never);
  const left = (await playground.messages()).map(({ id }) => id);
  expect(left).not.toContain(`said-${old.id}`);
  expect(left).toEqual(expect.arrayContaining([`said-${discussed.id}`, `said-${asked.id}`]));
  // The command's thread is whole: its words, the card and the outcome.
  expect((await playground.messages()).filter(({ thread }) => thread === `said-${asked.id}`)).toHaveLength(2);
  expect(await Promise.all([sent, unsent, answered, late].map(isKept))).toEqual([false, false, true, true]);

  // Once its task is forgotten for its age, nothing holds it any more.
  const content = (await result())?.content;
  if (content?.kind !== 'result') throw new Error('The outcome went away.');
  await playground.house.database.eraser.eraseTask(content.taskId);
  await playground.adapter.forgetBefore?.(moment, never);
  expect((await playground.messages()).map(({ text }) => text)).not.toContain('/mora t2v a red kite --duration 1');
  expect(await result()).toBeUndefined();

  await playground.adapter.forgetBefore?.(await now(), never);
  expect(await playground.messages()).toEqual([]);
  expect(await Promise.all([answered, late].map(isKept))).toEqual([false, false]);
});
