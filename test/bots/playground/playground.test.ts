import { afterAll, beforeAll, expect, test } from 'vitest';
import sharp from 'sharp';
import type { PlacedMessage } from '../../../src/bots/playground/wire.ts';
import { createQuickProvider } from '../../fakes/quick-provider.ts';
import { abortOf } from '../../support/plans.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { openPlayground, type TestPlayground } from './open-playground.ts';

/** Holds the pictures of prompts with this word until the task is cancelled. */
const slowly = 'slowly';

let playground: TestPlayground;
const opened = new AsyncDisposableStack();

beforeAll(async () => {
  const directory = opened.use(await testDataDirectory());
  const provider = createQuickProvider(async (agent, { stageId, signal }) => {
    const task = await playground.house.studio.find(stageId.slice(0, stageId.lastIndexOf('-')));
    if (agent !== 'text-to-image' || !(task?.plan.request.prompt.includes(slowly) ?? false)) return;
    await abortOf(signal);
    signal.throwIfAborted();
  });
  playground = opened.use(await openPlayground(directory.path, provider));
});
afterAll(() => opened.disposeAsync());

const inThread = async (root: string): Promise<readonly PlacedMessage[]> =>
  (await playground.messages()).filter((message) => message.thread === root);

const repliesTo = async (id: string): Promise<readonly PlacedMessage[]> =>
  (await playground.messages()).filter((message) => message.author === 'mora' && message.replyTo === id);

async function resultIn(root: string): Promise<PlacedMessage> {
  const found = async () => (await inThread(root)).find((message) => message.content.kind === 'result');
  await waitUntil(async () => (await found()) !== undefined);
  const result = await found();
  if (result === undefined) throw new Error('A message went away.');
  return result;
}

const png = (): Promise<Buffer> =>
  sharp({ create: { width: 320, height: 200, channels: 3, background: '#2f6f8f' } })
    .png()
    .toBuffer();

async function upload(
  body: string | Uint8Array<ArrayBuffer>,
): Promise<{ status: number; artifact?: string; error?: string }> {
  const response = await playground.ask(`playground/uploads/${crypto.randomUUID()}`, { method: 'PUT', body });
  // Either the id of what is kept now, or a sentence.
  return { status: response.status, ...((await response.json()) as { artifact?: string; error?: string }) };
}

test('a command makes a thread with a card and, in the end, one video', async () => {
  const { id, answer } = await playground.say('/mora t2v a paper boat --duration 2');
  const root = `said-${id}`;
  expect(answer).toEqual({ thread: root });
  const [card] = await inThread(root);
  expect(card?.content).toMatchObject({ kind: 'card', prompt: 'a paper boat' });
  const result = await resultIn(root);
  expect(result.content).toMatchObject({ status: 'done', clip: { width: 1024, height: 576 } });
  const kinds = (await inThread(root)).map((message) => message.content.kind);
  expect(kinds).toEqual(['card', 'result']);
});

test('the same message twice is one message and one task', async () => {
  const id = crypto.randomUUID();
  await Promise.all([
    playground.say('/mora t2v twin boats', { id }),
    playground.say('/mora t2v twin boats', { id }),
    playground.say('/mora t2v twin boats', { id }),
  ]);
  await resultIn(`said-${id}`);
  await playground.say('/mora t2v twin boats', { id });
  expect((await inThread(`said-${id}`)).map((message) => message.content.kind)).toEqual(['card', 'result']);
});

test('a command in a thread stays there', async () => {
  const first = await playground.say('/mora t2v a first boat');
  const root = `said-${first.id}`;
  await resultIn(root);
  await playground.say('/mora t2v a second boat', { thread: root });
  await waitUntil(async () => {
    const results = (await inThread(root)).filter((message) => message.content.kind === 'result');
    return results.length === 2;
  });
});

test.each([
  ['/mora t2v', 'Write what the video should show'],
  ['/mora t2v a boat --duration 99', 'The longest video is 60 seconds.'],
  ['/mora t2v a boat --duration 0', 'The shortest video is 1 second.'],
  ['/mora t2v a boat --duration abc', 'Give the duration in seconds'],
  ['/mora t2v a boat --colour red', 'has no option --colour'],
  [`/mora t2v ${'boat '.repeat(2_000)}`, 'Keep the prompt within 2,000 characters.'],
  ['/mora t2v \u0000\u0007\u202E', 'Write what the video should show'],
  ['/mora sing', 'There is no command “sing”.'],
  ['/mora i2v it moves', 'Attach a picture'],
  ['/mora edit a boat', 'Attach a video'],
])('%s is answered in the chat, where it was typed', async (text, sentence) => {
  const { id, status, answer } = await playground.say(text);
  expect(status).toBe(200);
  expect(answer.problem).toContain(sentence);
  const [reply, ...others] = await repliesTo(`said-${id}`);
  expect(others).toEqual([]);
  expect(reply).toMatchObject({ text: answer.problem, content: { kind: 'problem' } });
  expect(reply).not.toHaveProperty('thread');
});

test('help is words, not a problem', async () => {
  const { id, answer } = await playground.say('/mora help');
  expect(answer).toEqual({});
  expect((await repliesTo(`said-${id}`))[0]?.text).toContain('/mora t2v');
});

test.each([
  [{ text: '' }, 'Write something first'],
  [{ text: 'x'.repeat(20_001) }, 'within 20,000 characters'],
  [{ text: 'a', images: ['task-1-finish-poster'] }, 'attach it again'],
  [{ text: 'a', images: ['../../etc/passwd'] }, ''],
  [{ text: 'a', images: Array.from({ length: 9 }, () => 'upload-aaaa') }, 'at most 8'],
  [{ text: 'a', videos: ['task-1-finish-video'] }, 'attach it again'],
  [{ text: 'a', channel: 'elsewhere' }, ''],
  [{ text: 'a', thread: 'said-none' }, 'not here any more'],
  [{ text: 'a', replyTo: 'said-none' }, 'not here any more'],
  [{ text: 'a', id: 'not-an-id' }, ''],
])('a message like %j is refused and leaves nothing', async (message, sentence) => {
  const before = (await playground.messages()).length;
  const { status, answer } = await playground.say(message.text, message);
  expect([400, 404]).toContain(status);
  expect(answer).toHaveProperty('error', expect.stringContaining(sentence));
  expect(await playground.messages()).toHaveLength(before);
});

test('plain words are told once in a channel what works here', async () => {
  await playground.say('hello', { channel: 'ideas' });
  await playground.say('anybody?', { channel: 'ideas' });
  const here = (await playground.messages()).filter((message) => message.channel === 'ideas');
  expect(here.map((message) => message.author)).toEqual(['you', 'mora', 'you']);
});

test('words with a picture animate it, and words that answer a picture do too', async () => {
  const { artifact } = await upload(new Uint8Array(await png()));
  const sent = await playground.say('the waves move', { images: [artifact] });
  expect((await resultIn(`said-${sent.id}`)).content).toMatchObject({ status: 'done', prompt: 'the waves move' });

  const picture = await playground.say('', { images: [artifact], channel: 'playground' });
  expect(picture.answer).toEqual({});
  const answered = await playground.say('slow zoom in', { replyTo: `said-${picture.id}`, channel: 'playground' });
  expect(answered.answer).toEqual({ thread: `said-${answered.id}` });
  const { studio } = playground.house;
  const { content } = await resultIn(`said-${answered.id}`);
  const task = content.kind === 'result' ? await studio.find(content.taskId) : undefined;
  expect(task?.plan.request).toMatchObject({ kind: 'i2v', prompt: 'slow zoom in', image: artifact });
});

test('an answer to a video goes on from its poster', async () => {
  const first = await playground.say('/mora t2v a lighthouse');
  const result = await resultIn(`said-${first.id}`);
  const again = await playground.say('/mora i2v tilt up', { thread: `said-${first.id}`, replyTo: result.id });
  expect(again.answer.problem).toBeUndefined();
  const poster = result.content.kind === 'result' ? result.content.clip?.poster : undefined;
  const tasks = await playground.house.studio.recent(
    { platform: 'playground', id: 'you', name: '', moderator: false },
    'local',
    1,
  );
  expect(tasks[0]?.plan.request).toMatchObject({ kind: 'i2v', image: poster });
});

test('a file that is no picture is refused with a sentence, whatever it calls itself', async () => {
  const text = await upload('not a picture');
  expect(text.status).toBe(422);
  expect(text.error).toMatch(/picture|image/u);
  const empty = await upload(new Uint8Array(0));
  expect(empty.status).toBe(422);
});

test('a picture is kept as one of ours, not as the bytes that came', async () => {
  const { artifact } = await upload(new Uint8Array(await png()));
  const response = await playground.ask(`playground/files/${artifact}`);
  expect(response.headers.get('content-type')).toBe('image/png');
  expect((await sharp(await response.arrayBuffer()).metadata()).width).toBe(320);
});

test('files are served whole, in parts and once', async () => {
  const { artifacts } = playground.house;
  const bytes = new TextEncoder().encode('0123456789');
  const { sha256 } = await artifacts.put('task-file-video', 'video/mp4', { bytes });
  const get = (headers: Record<string, string>, query = '') =>
    playground.ask(`playground/files/task-file-video${query}`, { headers });

  const whole = await get({});
  expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'video/mp4']);
  expect(whole.headers.get('etag')).toBe(`"${sha256}"`);
  expect(await whole.text()).toBe('0123456789');
  const part = await get({ range: 'bytes=4-6' });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 4-6/10', '456']);
  const past = await get({ range: 'bytes=10-' });
  expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  expect((await get({ 'if-none-match': `"${sha256}"` })).status).toBe(304);
  expect((await get({}, '?download')).headers.get('content-disposition')).toMatch(
    /^attachment; filename="mora-.*mp4"$/u,
  );
});

test.each(['task-none', '..%2F..%2Fetc%2Fpasswd', 'task-record-json'])('the file %s is not served', async (id) => {
  await playground.house.artifacts.put('task-record-json', 'application/json', {
    bytes: new TextEncoder().encode('{}'),
  });
  expect((await playground.ask(`playground/files/${id}`)).status).toBe(404);
});

test('cancel, again and edit work as buttons, and a press counts once', async () => {
  const { id } = await playground.say(`/mora t2v ${slowly} a boat`);
  const root = `said-${id}`;
  const [card] = await inThread(root);
  const cancel = card?.content.kind === 'card' ? card.content.buttons[0]?.id : undefined;
  expect((await playground.press(cancel ?? '')).answer).toEqual({ note: 'Cancelled.' });
  const cancelled = await resultIn(root);
  expect(cancelled).toMatchObject({ text: 'Cancelled by You.', content: { status: 'cancelled' } });
  expect((await playground.press(cancel ?? '')).answer).toEqual({ note: 'This had ended already.' });

  const buttons = cancelled.content.kind === 'result' ? cancelled.content.buttons : [];
  const edit = buttons.find((button) => button.action === 'edit-prompt')?.id ?? '';
  const press = { id: crypto.randomUUID(), prompt: 'a quick boat' };
  await Promise.all([playground.press(edit, press), playground.press(edit, press)]);
  await playground.press(edit, press);
  await waitUntil(
    async () => (await inThread(root)).filter((message) => message.content.kind === 'result').length === 2,
  );
  const prompts = (await inThread(root)).map((message) => message.content.kind === 'result' && message.content.prompt);
  expect(prompts.filter((prompt) => prompt === 'a quick boat')).toHaveLength(1);
  const refused = await playground.press(edit, { prompt: '  ' });
  expect(refused.status).toBe(400);
  expect(refused.answer).toHaveProperty('error', expect.stringContaining('Write what the video should show'));
});

test.each(['', '1.cancel.task-none', '9.cancel.task-0000000000000000', '1.cancel.task-0000000000000000'])(
  'the unknown button %s is refused with a sentence',
  async (button) => {
    const { status, answer } = await playground.press(button);
    expect([400, 404]).toContain(status);
    expect(answer).toHaveProperty('error', expect.stringMatching(/\.$/u));
  },
);

test('the page and all it needs are served with their types', async () => {
  const page = await playground.ask('');
  expect(page.headers.get('content-type')).toContain('text/html');
  const html = await page.text();
  const needed = [...html.matchAll(/(?:src|href)="(\/playground\/[^"]+)"/gu)].map((match) => match[1] ?? '');
  expect(needed.length).toBeGreaterThan(5);
  for (const file of needed) expect((await playground.ask(file)).status).toBe(200);
  const script = await playground.ask('playground/page/dom.ts');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(await script.text()).not.toContain(': Readonly<');
  expect((await playground.ask('playground/page/tsconfig.json')).status).toBe(404);
  expect((await playground.ask('playground/page/..%2Fwire.ts')).status).toBe(404);
});
