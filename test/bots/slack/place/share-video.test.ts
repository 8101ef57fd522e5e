import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { SlackApi } from '../../../../src/bots/slack/api.ts';
import { findShared, shareVideo, videoName } from '../../../../src/bots/slack/place/share-video.ts';
import { startFakeSlack, type FakeSlack, type FakeSlackOptions } from '../../../fakes/slack/fake-slack.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { openApi } from '../open-api.ts';

const { signal } = new AbortController();
const bytes = Buffer.from('the bytes of a video');
const blocks = [{ type: 'section', text: { type: 'plain_text', text: 'the facts' } }];

interface Scene extends AsyncDisposable {
  readonly slack: FakeSlack;
  readonly api: SlackApi;
  readonly channel: string;
  readonly path: string;
  /** The video, for a place. */
  video(more?: object): Parameters<typeof shareVideo>[1];
}

async function openStudioDoor(options: FakeSlackOptions = {}): Promise<Scene> {
  await using opened = new AsyncDisposableStack();
  const slack = opened.use(await startFakeSlack(options));
  const directory = opened.use(await temporaryDirectory());
  const { id: teamId, botToken } = slack.addTeam();
  const channel = slack.addChannel({ teamId }).id;
  const file = path.join(directory.path, 'video.mp4');
  await writeFile(file, bytes);
  const held = opened.move();
  return {
    slack,
    api: openApi(slack.apiUrl, botToken),
    channel,
    path: file,
    video: (more = {}) => ({ path: file, name: 'mora-1.mp4', title: 'A video', channel, blocks, ...more }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

const nothing = (): Promise<void> => Promise.resolve();
const asked = ({ requests }: FakeSlack): string[] => requests.map(({ method }) => method);

test('a video becomes one message with its facts, in a thread', async () => {
  await using scene = await openStudioDoor();
  const { slack, api, channel } = scene;
  const { ts: threadTs } = await api.post(channel, { text: 'a card', blocks });
  const { fileId, message } = await shareVideo(api, scene.video({ threadTs }), nothing, signal);
  const seen = slack.messages(channel, threadTs);
  expect(seen.map(({ ts }) => ts)).toEqual([message?.ts]);
  expect(seen[0]?.files).toMatchObject([{ id: fileId, name: 'mora-1.mp4', bytes }]);
  expect(seen[0]?.words()).toContain('the facts');
});

test('its id is remembered once its bytes are there and before it is shared', async () => {
  await using scene = await openStudioDoor();
  const { slack, api } = scene;
  const crash = shareVideo(api, scene.video(), () => Promise.reject(new Error('the process ended')), signal);
  await expect(crash).rejects.toThrow('the process ended');
  expect(asked(slack)).toEqual(['files.getUploadURLExternal', '/upload']);
  expect(slack.messages(scene.channel)).toEqual([]);
});

test('a share whose answer is lost is found again, and is not there twice', async () => {
  await using scene = await openStudioDoor();
  const { slack, api, channel } = scene;
  slack.cut({ method: 'files.completeUploadExternal', when: 'after' });
  let remembered = '';
  const sharing = shareVideo(
    api,
    scene.video(),
    (fileId) => {
      remembered = fileId;
      return Promise.resolve();
    },
    signal,
  );
  await expect(sharing).rejects.toThrow();
  await expect.poll(() => slack.messages(channel).length).toBe(1);
  const share = { fileId: remembered, channel, atMs: 0 };
  expect(await findShared(api, share, 0)).toEqual({ channel, ts: slack.messages(channel)[0]?.ts });
});

test('a video that Slack still takes in is waited for, but not for ever', async () => {
  await using scene = await openStudioDoor({ limits: { processMs: 10_000_000 } });
  const { api, channel } = scene;
  const stopping = new AbortController();
  let fileId = '';
  const sharing = shareVideo(
    api,
    scene.video(),
    (id) => {
      fileId = id;
      return Promise.resolve();
    },
    stopping.signal,
  );
  await expect.poll(() => asked(scene.slack)).toContain('files.info');
  stopping.abort(new Error('stopping'));
  await expect(sharing).rejects.toThrow();
  const share = { fileId, channel, atMs: 1_000 };
  await expect(findShared(api, share, 2_000)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await findShared(api, share, 1_000 + 60 * 60_000)).toBeUndefined();
});

test('a file that was never shared, is deleted, or went elsewhere has no message', async () => {
  await using scene = await openStudioDoor();
  const { api, channel } = scene;
  expect(await findShared(api, { fileId: 'F0UNKNOWN', channel, atMs: 0 }, 0)).toBeUndefined();
  const { file_id: begun } = await api.beginUpload({ name: 'a.mp4', sizeBytes: 1 });
  expect(await findShared(api, { fileId: begun, channel, atMs: 0 }, 0)).toBeUndefined();
  const { fileId } = await shareVideo(api, scene.video(), nothing, signal);
  expect(await findShared(api, { fileId, channel: 'C0OTHER', atMs: 0 }, 60 * 60_000)).toBeUndefined();
  await api.deleteFile(fileId);
  expect(await findShared(api, { fileId, channel, atMs: 0 }, 0)).toBeUndefined();
});

test('whether a file was shared is left open while Slack cannot be asked', async () => {
  await using scene = await openStudioDoor();
  const { slack, api, channel } = scene;
  const { fileId } = await shareVideo(api, scene.video(), nothing, signal);
  slack.fail({ method: 'files.info', error: 'internal_error' });
  await expect(findShared(api, { fileId, channel, atMs: 0 }, 60 * 60_000)).rejects.toThrow();
});

test('bytes that do not arrive are not shared', async () => {
  await using scene = await openStudioDoor();
  const { slack, api } = scene;
  slack.fail({ method: '/upload', status: 500 });
  await expect(shareVideo(api, scene.video(), nothing, signal)).rejects.toMatchObject({ code: 'unavailable' });
  slack.cut({ method: '/upload', when: 'before' });
  await expect(shareVideo(api, scene.video(), nothing, signal)).rejects.toThrow();
  expect(asked(slack)).not.toContain('files.completeUploadExternal');
});

test('a file that is larger than Slack takes is not begun', async () => {
  await using scene = await openStudioDoor();
  await truncate(scene.path, 1024 * 1024 * 1024 + 1);
  await expect(shareVideo(scene.api, scene.video(), nothing, signal)).rejects.toMatchObject({ code: 'not-supported' });
  expect(asked(scene.slack)).toEqual([]);
});

test('a video is called nothing that anybody wrote', () => {
  expect(videoName('task-0123456789abcdef')).toBe('mora-89abcdef.mp4');
});
