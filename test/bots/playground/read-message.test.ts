import { expect, test } from 'vitest';
import { readMessage } from '../../../src/bots/playground/read-message.ts';
import { messageSchema, type Message } from '../../../src/bots/playground/wire.ts';
import { commands } from '../../../src/commands/index.ts';

const base = {
  id: 'said-1',
  channel: 'studio',
  author: 'you',
  atMs: 0,
  text: '',
  images: [],
  content: { kind: 'words' },
};
const message = (more: Partial<Message>): Message => messageSchema.parse({ ...base, ...more });
const clip = {
  video: 'task-1-video',
  poster: 'task-1-poster',
  width: 16,
  height: 9,
  durationS: 1,
  sizeBytes: 1,
  sound: false,
  nsfw: false,
  stages: [],
};
const result = message({
  author: 'mora',
  content: { kind: 'result', taskId: 'task-1', status: 'done', prompt: '', clip, facts: [], buttons: [] },
});
const withVideos = message({ videos: ['upload-a', 'upload-b'] });
const read = (more: Partial<Message>, replied?: Message) => {
  const request = readMessage(message(more), replied, commands);
  if (request?.kind !== 'request') return request;
  return { name: request.command.name, videos: request.videos, images: request.images };
};

test('a message of an older version has no videos', () => {
  expect(messageSchema.parse(base).videos).toEqual([]);
});

test('an answer to a result starts from that clip, before what is attached', () => {
  expect(read({ text: '/mora connect', videos: ['upload-c'] }, result)).toMatchObject({
    videos: [{ clip: 'task-1' }, { artifact: 'upload-c' }],
  });
});

test('an answer to a message with videos starts from those', () => {
  expect(read({ text: '/mora extend' }, withVideos)).toMatchObject({
    videos: [{ artifact: 'upload-a' }, { artifact: 'upload-b' }],
  });
});

test.each([
  ['in winter, at night', { videos: ['upload-a'] }, undefined, 'edit'],
  ['go on', {}, result, 'extend'],
  ['a soft dissolve', {}, withVideos, 'connect'],
  ['a whip to the left', { videos: ['upload-a'] }, result, 'connect'],
  ['slow zoom in', { images: ['upload-p'] }, undefined, 'i2v'],
  ['as a block world', { images: ['upload-p'] }, undefined, 'simulate'],
] as const)('“%s” means what fits what came with it', (text, more, replied, name) => {
  const videos = 'videos' in more ? [...more.videos] : [];
  const images = 'images' in more ? [...more.images] : [];
  expect(read({ text, videos, images }, replied)).toMatchObject({ name });
});

test('words that fit both are asked back, and mean what is chosen', () => {
  expect(read({ text: 'the dog jumps' }, result)).toEqual({ kind: 'unclear', meanings: ['edit', 'extend'] });
  const said = message({ text: 'the dog jumps' });
  expect(readMessage(said, result, commands, 'extend')).toMatchObject({ command: { name: 'extend' } });
  expect(readMessage(said, undefined, commands, 'extend')).toBeUndefined();
});

test('words alone, and files without words, ask for nothing', () => {
  expect(read({ text: 'hello there' })).toBeUndefined();
  expect(read({ videos: ['upload-a'] })).toBeUndefined();
});

test('a task that failed has no clip to go on from', () => {
  const failed = message({
    content: { kind: 'result', taskId: 'task-1', status: 'failed', prompt: 'a boat', facts: [], buttons: [] },
  });
  expect(read({ text: 'go on' }, failed)).toBeUndefined();
});
