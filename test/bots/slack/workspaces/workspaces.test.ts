import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SlackTransport } from '../../../../src/bots/slack/transport.ts';
import { forgetWorkspace } from '../../../../src/bots/slack/workspaces/forget-workspace.ts';
import type { Workspace } from '../../../../src/bots/slack/workspaces/workspace.ts';
import { openWorkspaces, type Workspaces } from '../../../../src/bots/slack/workspaces/workspaces.ts';
import type { OpenCollection } from '../../../../src/core/database/records.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import { openTestDatabase } from '../../../support/test-database.ts';
import { identityAnswer, openAnsweringSlack, refusal, type AnsweringSlack } from '../answering-slack.ts';

const many: SlackTransport = {
  kind: 'http',
  signingSecret: 'secret',
  oauth: { clientId: '1.2', clientSecret: 'secret', publicUrl: 'https://mora.example' },
};

let house: Awaited<ReturnType<typeof openTestDatabase>>;
let slack: AnsweringSlack;
let stopping: AbortController;
let nowMs: number;
/** Tokens that Slack takes no more. */
let revoked: Set<string>;
let answerOf: (token: string) => ReturnType<typeof identityAnswer>;

let collection: OpenCollection;
let tests = 0;

beforeAll(async () => {
  house = await openTestDatabase();
});

afterAll(() => house[Symbol.asyncDispose]());

beforeEach(async () => {
  // Each test has records of its own: opening a database takes long.
  const prefix = String((tests += 1));
  collection = (name, schema) => house.database.collection(`${prefix} ${name}`, schema);
  revoked = new Set();
  answerOf = () => identityAnswer({ teamId: 'T1', scopes: ['chat:write'] });
  slack = await openAnsweringSlack(({ token = '' }) =>
    revoked.has(token) ? refusal('token_revoked') : answerOf(token),
  );
  stopping = new AbortController();
  nowMs = Date.now();
});

afterEach(async () => {
  stopping.abort();
  await slack[Symbol.asyncDispose]();
});

/** As another process on the same database would. */
function open(transport: SlackTransport = many): Workspaces {
  return openWorkspaces({
    collection,
    transport,
    apiUrl: slack.apiUrl,
    logger: silentLogger(),
    signal: stopping.signal,
    nowMs: () => nowMs,
  });
}

function workspace(teamId: string, token: string, more: Partial<Workspace> = {}): Workspace {
  return { teamId, botToken: token, botUserId: 'UBOT', scopes: [], isEnterprise: false, ...more };
}

describe('workspaces that installed the app', () => {
  test('are found by every process, and only by their own id', async () => {
    const here = open();
    await here.install(workspace('T1', 'xoxb-one'));
    await here.install(workspace('T2', 'xoxb-two', { enterpriseId: 'E1' }));
    for (const workspaces of [here, open()]) {
      expect((await workspaces.find('T1'))?.botToken).toBe('xoxb-one');
      // A delivery knows the workspace only; an event knows its organisation as well.
      expect((await workspaces.find('T2'))?.botToken).toBe('xoxb-two');
      expect((await workspaces.find('T2', 'E1', false))?.botToken).toBe('xoxb-two');
      expect((await workspaces.find('T2', '', false))?.botToken).toBe('xoxb-two');
      expect(await workspaces.find('T3')).toBeUndefined();
      expect(await workspaces.find('T3', 'E1')).toBeUndefined();
    }
    expect((await here.list()).map(({ teamId }) => teamId)).toEqual(['T1', 'T2']);
  });

  test('are replaced when they install again, at once here and after some minutes elsewhere', async () => {
    const [here, there] = [open(), open()];
    await here.install(workspace('T1', 'xoxb-old'));
    expect((await there.find('T1'))?.botToken).toBe('xoxb-old');
    await here.install(workspace('T1', 'xoxb-new'));
    expect((await here.find('T1'))?.botToken).toBe('xoxb-new');
    expect((await there.find('T1'))?.botToken).toBe('xoxb-old');
    nowMs += 4 * 60_000;
    expect((await there.find('T1'))?.botToken).toBe('xoxb-new');
  });

  test('that were not there are found as soon as they are', async () => {
    const [here, there] = [open(), open()];
    expect(await there.find('T1')).toBeUndefined();
    await here.install(workspace('T1', 'xoxb-one'));
    expect((await there.find('T1'))?.botToken).toBe('xoxb-one');
  });

  test('are forgotten once Slack takes their token no more', async () => {
    const workspaces = open();
    await workspaces.install(workspace('T1', 'xoxb-one'));
    await workspaces.install(workspace('T2', 'xoxb-two'));
    await workspaces.find('T1');
    revoked.add('xoxb-one');
    await workspaces.remove('T1');
    // Slack says it twice: the app is gone, and its tokens are.
    await workspaces.remove('T1');
    expect(await workspaces.find('T1')).toBeUndefined();
    expect(await open().find('T1')).toBeUndefined();
    expect((await workspaces.find('T2'))?.botToken).toBe('xoxb-two');
  });

  test('stay where they installed anew before the old goodbye arrived', async () => {
    const workspaces = open();
    await workspaces.install(workspace('T1', 'xoxb-new'));
    await workspaces.remove('T1');
    expect((await workspaces.find('T1'))?.botToken).toBe('xoxb-new');
  });

  test('are forgotten on request, with what is known of their organisation', async () => {
    const workspaces = open();
    await workspaces.install(workspace('T1', 'xoxb-one', { enterpriseId: 'E1' }));
    await workspaces.install(workspace('T2', 'xoxb-two', { enterpriseId: 'E1' }));
    await forgetWorkspace(collection, 'T1');
    await forgetWorkspace(collection, 'T1');
    expect(await open().find('T1', 'E1')).toBeUndefined();
    expect((await open().find('T2'))?.botToken).toBe('xoxb-two');
  });
});

describe('an organisation that installed the app for all its workspaces', () => {
  const whole = workspace('E1', 'xoxb-whole', { enterpriseId: 'E1', isEnterprise: true });

  test('serves each of them, also later when only the workspace is known', async () => {
    const workspaces = open();
    await workspaces.install(whole);
    expect(await workspaces.find('T1')).toBeUndefined();
    expect(await workspaces.find('T1', 'E1', true)).toMatchObject({ botToken: 'xoxb-whole', isEnterprise: true });
    expect(await open().find('T1')).toMatchObject({ botToken: 'xoxb-whole' });
    expect(await workspaces.find(undefined, 'E1', true)).toMatchObject({ botToken: 'xoxb-whole' });
    expect(await workspaces.find('T1', 'E2', true)).toBeUndefined();
  });

  test('does not answer for a workspace that has the app from elsewhere, whoever asks in a shared channel', async () => {
    const workspaces = open();
    await workspaces.install(whole);
    await workspaces.install(workspace('T9', 'xoxb-nine', { enterpriseId: 'E9' }));
    await workspaces.find('T9', 'E1', true);
    expect((await open().find('T9'))?.botToken).toBe('xoxb-nine');
  });

  test('is apart from what one of its workspaces installed for itself', async () => {
    const workspaces = open();
    await workspaces.install(whole);
    await workspaces.install(workspace('T1', 'xoxb-own', { enterpriseId: 'E1' }));
    expect((await workspaces.find('T1', 'E1', false))?.botToken).toBe('xoxb-own');
    expect((await workspaces.find('T1', 'E1', true))?.botToken).toBe('xoxb-whole');
    revoked.add('xoxb-own');
    await workspaces.remove('T1', 'E1');
    expect(await workspaces.find('T1', 'E1', false)).toBeUndefined();
    expect((await workspaces.find('T1', 'E1', true))?.botToken).toBe('xoxb-whole');
  });

  test('takes all of them along when it removes the app', async () => {
    const workspaces = open();
    await workspaces.install(whole);
    await workspaces.find('T1', 'E1', true);
    revoked.add('xoxb-whole');
    await workspaces.remove('T1', 'E1', true);
    expect(await workspaces.find('T1', 'E1', true)).toBeUndefined();
    expect(await workspaces.find('T2', 'E1', true)).toBeUndefined();
  });
});

describe('the workspace of the token that is set', () => {
  const one: SlackTransport = { kind: 'socket', botToken: 'xoxb-set', appToken: 'xapp-1' };

  test('is known once Slack has said so, and until then its deliveries wait', async () => {
    const workspaces = open(one);
    await expect(workspaces.find('T1')).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    answerOf = () => identityAnswer({ teamId: 'T1', enterpriseId: 'E1', scopes: ['chat:write', 'commands'] });
    await workspaces.open();
    expect(await workspaces.find('T1')).toEqual({
      teamId: 'T1',
      enterpriseId: 'E1',
      botToken: 'xoxb-set',
      botUserId: 'UBOT',
      botId: 'BBOT',
      scopes: ['chat:write', 'commands'],
      isEnterprise: false,
    });
    expect(await workspaces.find('T2')).toBeUndefined();
    expect(await workspaces.list()).toHaveLength(1);
  });

  test('is found by who began to look for it before Slack had said so', async () => {
    const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const kept = collection;
    collection = (name, schema) => {
      const records = kept(name, schema);
      const get: typeof records.get = async (key) => {
        if (name !== 'slack-installations') return records.get(key);
        asked.resolve();
        await released.promise;
        return records.get(key);
      };
      return { ...records, get };
    };
    const workspaces = open(one);
    const found = workspaces.find('T1');
    await asked.promise;
    await workspaces.open();
    released.resolve();
    expect((await found)?.botToken).toBe('xoxb-set');
  });

  test('is asked for again while Slack is down', async () => {
    let isDown = true;
    answerOf = () => (isDown ? { status: 503, body: 'down' } : identityAnswer({ teamId: 'T1' }));
    const workspaces = open(one);
    const opened = workspaces.open();
    await expect.poll(() => slack.calls.length).toBeGreaterThan(0);
    isDown = false;
    await opened;
    expect((await workspaces.find('T1'))?.botToken).toBe('xoxb-set');
  });

  test('is refused with a sentence where the token is wrong, and the token is not in it', async () => {
    revoked.add('xoxb-set');
    const opened = open(one).open();
    await expect(opened).rejects.toMatchObject({
      code: 'configuration',
      userMessage: expect.stringMatching(/SLACK_BOT_TOKEN.*OAuth & Permissions/u),
    });
    await expect(opened).rejects.not.toThrow('xoxb-set');
  });

  test('ends with the adapter when Slack never answers', async () => {
    answerOf = () => ({ status: 503, body: 'down' });
    const opened = open(one).open();
    await expect.poll(() => slack.calls.length).toBeGreaterThan(0);
    stopping.abort();
    await expect(opened).rejects.toThrow('aborted');
  });

  test('is gone once its token was taken back', async () => {
    const workspaces = open(one);
    await workspaces.open();
    revoked.add('xoxb-set');
    await workspaces.remove('T1');
    expect(await workspaces.find('T1')).toBeUndefined();
  });
});
