import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenFile } from '../../../../src/bots/slack/intake/files.ts';
import { readTarget, taskIn } from '../../../../src/bots/slack/intake/read-target.ts';
import { fileKey, messageKey, openMemory, type Memory } from '../../../../src/bots/slack/memory.ts';
import { messageSchema, type SlackMessage } from '../../../../src/bots/slack/wire.ts';
import type { Place, Target } from '../../../../src/bots/target.ts';
import { actionId } from '../../../../src/commands/actions.ts';
import { testDataDirectory } from '../../../support/test-database.ts';
import { openTestStudio, type TestStudio } from '../../../support/test-studio.ts';

const taskId = 'task-0123456789abcdef';
const otherTask = 'task-fedcba9876543210';
const botUserId = 'U0BOT';
const button = (id: string): object => ({ type: 'button', action_id: id });
const row = (...ids: string[]): object => ({ type: 'actions', elements: ids.map(button) });
const again = actionId({ name: 'again', taskId });
const picture = { id: 'F0PICTURE', name: 'a.png', mimetype: 'image/png' };

const open: OpenFile = (_space, file) => ({ name: file.name ?? '', open: () => Promise.reject(new Error('unread')) });
const asker: Place = {
  person: { platform: 'slack', id: 'U0ADA', name: 'Ada', moderator: false, manager: false, roles: [] },
  thread: { platform: 'slack', space: 'T1', channel: 'C1' },
};

let house: TestStudio;
let memory: Memory;
const opened = new AsyncDisposableStack();

beforeAll(async () => {
  const directory = opened.use(await testDataDirectory());
  house = opened.use(await openTestStudio(directory.path));
  memory = openMemory(house.database.collection);
  await memory.threads.put(messageKey('T1', { channel: 'C1', ts: '7.7' }), { taskId });
  await memory.files.put(fileKey('T1', 'F0VIDEO'), { taskId });
});
afterAll(() => opened.disposeAsync());

function read(message: Partial<SlackMessage>, installed = true): Promise<Target> {
  const whole = messageSchema.parse({ ts: '1.1', ...message });
  const bot = installed ? { userId: botUserId, token: 'xoxb' } : undefined;
  return readTarget(whole, 'C1', asker, { studio: house.studio, memory, botOf: () => Promise.resolve(bot) }, open);
}

describe('our own message', () => {
  test.each<[string, Partial<SlackMessage>]>([
    ['its buttons', { blocks: [{ type: 'section' }, row(again)] }],
    ['its place, where its buttons are gone', { ts: '7.7' }],
    ['its video, where its buttons are gone', { files: [picture, { id: 'F0VIDEO' }] }],
  ])('is known by %s', async (_how, message) => {
    expect((await read({ user: botUserId, ...message })).taskId).toBe(taskId);
  });

  test('means its buttons before anything else', async () => {
    const mine = row(actionId({ name: 'extend', taskId: otherTask }));
    expect((await read({ user: botUserId, ts: '7.7', blocks: [mine] })).taskId).toBe(otherTask);
  });

  test('without a task is a message like others', async () => {
    const target = await read({ user: botUserId, files: [picture] });
    expect(target.taskId).toBeUndefined();
    expect(target.images).toMatchObject([{ name: 'a.png' }]);
  });
});

describe('somebody else’s message', () => {
  test.each<[string, Partial<SlackMessage>]>([
    ['copies our buttons', { blocks: [row(again)] }],
    ['stands where ours is said to be', { ts: '7.7' }],
    ['shares our video', { files: [{ id: 'F0VIDEO', mimetype: 'video/mp4' }] }],
    ['comes from an app without a user', { user: undefined, bot_id: 'B0APP', blocks: [row(again)] }],
  ])('that %s is about its files alone', async (_how, message) => {
    const target = await read({ user: 'U0EVE', files: [picture], ...message });
    expect(target.taskId).toBeUndefined();
    expect(target.images.length + target.videos.length).toBe(1);
  });

  test('is not taken for ours where the app is not installed', async () => {
    expect((await read({ user: botUserId, blocks: [row(again)] }, false)).taskId).toBeUndefined();
  });
});

test('buttons of others, and blocks of any kind, are passed over', () => {
  const rubbish = [null, 'text', 7, {}, { elements: 'none' }, { elements: [null, { action_id: 7 }] }];
  expect(taskIn({ blocks: rubbish })).toBeUndefined();
  expect(taskIn({ blocks: [...rubbish, row('open', '1.launch.x', again)] })).toBe(taskId);
  expect(taskIn({ blocks: [{ type: 'section', accessory: button(again) }] })).toBe(taskId);
});
