import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { arrayBuffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createFileOpener, sortFiles, type OpenFile } from '../../../../src/bots/slack/intake/files.ts';
import { messageSchema, type SlackFile } from '../../../../src/bots/slack/wire.ts';
import { toMoraError, type MoraError } from '../../../../src/core/errors.ts';
import { maxVideoBytes } from '../../../../src/core/studio/incoming.ts';
import { startFakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { openApi } from '../open-api.ts';

const { signal } = new AbortController();
const bytes = new TextEncoder().encode('the bytes of a clip');

interface FileScene extends AsyncDisposable {
  readonly slack: FakeSlack;
  readonly teamId: string;
  readonly botToken: string;
  readonly open: OpenFile;
  addFile(more?: Partial<Parameters<FakeSlack['addFile']>[0]>): SlackFile;
  /** Calls that asked for bytes. */
  fetched(): readonly (string | undefined)[];
}

async function openFileScene(): Promise<FileScene> {
  const slack = await startFakeSlack();
  const { id: teamId, botToken, botUserId: userId } = slack.addTeam();
  const api = openApi(slack.apiUrl, botToken);
  const apiOf = (): Promise<typeof api> => Promise.resolve(api);
  const botOf = (): Promise<{ userId: string; token: string }> => Promise.resolve({ userId, token: botToken });
  return {
    slack,
    teamId,
    botToken,
    open: createFileOpener({ apiOf, botOf }, slack.apiUrl),
    addFile(more) {
      const { id: ada } = slack.addUser({ teamId });
      const file = slack.addFile({ teamId, userId: ada, name: 'clip.mp4', mimetype: 'video/mp4', bytes, ...more });
      const [read] = messageSchema.parse({ ts: '1.0', files: [file] }).files;
      if (read === undefined) throw new Error('The fake gave no file');
      return read;
    },
    fetched: () => slack.requests.filter(({ method }) => method === '/files-pri').map(({ token }) => token),
    [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose](),
  };
}

/** A server that is not Slack; nobody should come to it. */
async function openElsewhere(): Promise<AsyncDisposable & { readonly port: number; connections(): number }> {
  let connections = 0;
  const server = createServer((_request, response) => void response.end('taken'));
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function refused(work: Promise<unknown>): Promise<MoraError> {
  return toMoraError(
    await work.then(
      () => undefined,
      (error: unknown) => error,
    ),
  );
}

describe('the bytes of a file', () => {
  test('come with the token of the workspace', async () => {
    await using scene = await openFileScene();
    const file = scene.open(scene.teamId, scene.addFile());
    expect(file.name).toBe('clip.mp4');
    expect(new Uint8Array(await arrayBuffer(await file.open(signal)))).toEqual(bytes);
    expect(scene.fetched()).toEqual([scene.botToken]);
    expect(scene.slack.requests.map(({ method }) => method)).not.toContain('files.info');
  });

  test('are asked about first where Slack does not tell their address', async () => {
    await using scene = await openFileScene();
    const { id } = scene.addFile();
    const asked = scene.open(scene.teamId, { id, file_access: 'check_file_info' });
    expect(asked.name).toBe('file');
    expect(new Uint8Array(await arrayBuffer(await asked.open(signal)))).toEqual(bytes);
    expect(scene.slack.requests.map(({ method }) => method)).toEqual(['files.info', '/files-pri']);
    expect(scene.slack.requests[0]?.body).toMatchObject({ file: id });
  });

  test('that Slack does not show are asked for by an invitation', async () => {
    await using scene = await openFileScene();
    const page = await refused(scene.open(scene.teamId, scene.addFile({ readable: false })).open(signal));
    scene.slack.fail({ method: 'files.info', error: 'file_not_found' });
    const unknown = await refused(
      scene.open(scene.teamId, { id: 'F0UNKNOWN', file_access: 'check_file_info' }).open(signal),
    );
    scene.slack.fail({ method: '/files-pri', status: 403 });
    const closed = await refused(scene.open(scene.teamId, scene.addFile()).open(signal));
    for (const { code, userMessage } of [page, unknown, closed]) {
      expect(code).toBe('bad-media');
      expect(userMessage).toContain('/invite @Mora');
      expect(userMessage).toContain('files:read');
    }
  });

  test('that cannot be had just now are not taken for closed to us', async () => {
    await using scene = await openFileScene();
    scene.slack.fail({ method: '/files-pri', status: 503 });
    const down = await refused(scene.open(scene.teamId, scene.addFile()).open(signal));
    scene.slack.fail({ method: 'files.info', error: 'internal_error' });
    const unasked = await refused(
      scene.open(scene.teamId, { id: scene.addFile().id, file_access: 'check_file_info' }).open(signal),
    );
    scene.slack.cut({ method: '/files-pri', when: 'before' });
    const cut = await refused(scene.open(scene.teamId, scene.addFile()).open(signal));
    for (const { userMessage } of [down, unasked, cut]) expect(userMessage).not.toContain('/invite');
  });

  test('that are too many are not fetched', async () => {
    await using scene = await openFileScene();
    const huge = { ...scene.addFile(), size: maxVideoBytes + 1 };
    const { code, userMessage } = await refused(scene.open(scene.teamId, huge).open(signal));
    expect(code).toBe('bad-media');
    expect(userMessage).toContain('200 MB');
    expect(scene.fetched()).toEqual([]);
  });

  test('are no longer asked for once nobody wants them', async () => {
    await using scene = await openFileScene();
    const gone = scene.open(scene.teamId, scene.addFile());
    await expect(gone.open(AbortSignal.abort(new Error('not wanted')))).rejects.toThrow('not wanted');
    expect(scene.fetched()).toEqual([]);
  });
});

describe('the token', () => {
  test('does not follow a file that is elsewhere', async () => {
    await using scene = await openFileScene();
    await using elsewhere = await openElsewhere();
    const redirectTo = `http://127.0.0.1:${elsewhere.port}/caught`;
    const { code, userMessage } = await refused(scene.open(scene.teamId, scene.addFile({ redirectTo })).open(signal));
    expect(code).toBe('bad-media');
    expect(userMessage).toContain('files:read');
    expect(scene.fetched()).toEqual([scene.botToken]);
    expect(elsewhere.connections()).toBe(0);
  });

  const hostile: readonly ((port: number) => string)[] = [
    (port) => `https://files.slack.com@127.0.0.1:${port}/x`,
    (port) => `http://files.slack.com@127.0.0.1:${port}/x`,
    (port) => `https://files.slack.com%2f@127.0.0.1:${port}/x`,
    (port) => `http://127.0.0.1:${port}/files.slack.com`,
    (port) => `http://localhost:${port}/#https://files.slack.com/`,
    () => 'https://files.slack.com.evil.example/x',
    () => 'https://evil-files.slack.com/x',
    () => 'https://slack.com/x',
    () => 'https://files.slack.com./x',
    () => 'http://files.slack.com/x',
    () => 'https://files.slack.com:8443/x',
    () => 'ws://files.slack.com/x',
    () => 'file:///etc/hostname',
    () => 'data:video/mp4;base64,AAAA',
    () => '//files.slack.com/x',
    () => 'files.slack.com/x',
    () => '',
  ];

  test.each(hostile.map((address) => [address(1).replace(':1/', ':…/'), address] as const))(
    'is not for %s',
    async (_shown, address) => {
      await using scene = await openFileScene();
      await using elsewhere = await openElsewhere();
      const told = { ...scene.addFile(), url_private: address(elsewhere.port) };
      const { code, userMessage } = await refused(scene.open(scene.teamId, told).open(signal));
      expect(code).toBe('bad-media');
      expect(userMessage).toBe('This file is not kept by Slack. Upload it to your message instead.');
      expect(elsewhere.connections()).toBe(0);
      expect(scene.fetched()).toEqual([]);
    },
  );

  test('is for no address but Slack’s own where nothing stands in for it', async () => {
    await using scene = await openFileScene();
    const apiOf = (): Promise<never> => Promise.reject(new Error('nobody asks'));
    const open = createFileOpener({ apiOf, botOf: () => Promise.resolve(undefined) }, undefined);
    const { userMessage } = await refused(open(scene.teamId, scene.addFile()).open(signal));
    expect(userMessage).toBe('This file is not kept by Slack. Upload it to your message instead.');
    expect(scene.slack.requests).toEqual([]);
  });
});

describe('what a file is', () => {
  const open: OpenFile = (_space, file) => ({ name: file.name ?? '', open: () => Promise.reject(new Error('unread')) });
  const named = (files: readonly object[]): readonly string[] =>
    files.map((file) => ('name' in file ? String(file.name) : '?'));

  test.each<[Omit<SlackFile, 'id'>, 'image' | 'video' | 'neither']>([
    [{ name: 'a', mimetype: 'image/png' }, 'image'],
    [{ name: 'a', mimetype: 'video/quicktime' }, 'video'],
    [{ name: 'a', mimetype: 'image/gif' }, 'video'],
    [{ name: 'a.mp4', mimetype: 'application/pdf' }, 'neither'],
    [{ name: 'a.mp4', mimetype: 'image/png' }, 'image'],
    [{ name: 'A.MOV' }, 'video'],
    [{ name: 'a.gif', mimetype: '' }, 'video'],
    [{ name: 'a.JPEG', mimetype: null }, 'image'],
    [{ name: 'a.mp4.exe' }, 'neither'],
    [{ name: 'mp4' }, 'neither'],
  ])('%j', (file, kind) => {
    const { images, videos } = sortFiles('T1', [{ id: 'F1', ...file }], open);
    expect(named(images)).toEqual(kind === 'image' ? [file.name] : []);
    expect(named(videos)).toEqual(kind === 'video' ? [file.name] : []);
  });

  test('a message’s files keep their order', () => {
    const kinds = ['image/png', 'video/mp4', 'image/webp', 'text/plain', 'video/webm'];
    const files = kinds.map((mimetype, index) => ({ id: `F${index}`, name: `${index}`, mimetype }));
    const { images, videos } = sortFiles('T1', files, open);
    expect(named(images)).toEqual(['0', '2']);
    expect(named(videos)).toEqual(['1', '4']);
  });

  test('a file without a name has one', () => {
    const opener = createFileOpener(
      { apiOf: () => Promise.reject(new Error('nobody asks')), botOf: () => Promise.resolve(undefined) },
      undefined,
    );
    expect(opener('T1', { id: 'F1', name: null }).name).toBe('file');
  });
});
