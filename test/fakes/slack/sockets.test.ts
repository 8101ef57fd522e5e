import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startStage, type Stage } from './people-stage.ts';
import { boltOverSockets } from './sockets-bolt.ts';

function boltOn(stage: Stage, o: { reconnects?: boolean } = {}) {
  const { botUserId, botId } = stage.team;
  const target = { apiUrl: stage.apiUrl, appToken: 'xapp-1-fake', botToken: 'xoxb-fake', botUserId, botId };
  return boltOverSockets(target, o);
}

test('Bolt connects and acknowledges a slash command with a text', async () => {
  await using stage = await startStage();
  await using bolt = boltOn(stage);
  const texts: string[] = [];
  bolt.app.command('/mora', async ({ command, ack }) => {
    texts.push(command.text);
    await ack(`Working on it, ${command.user_name}`);
  });
  await bolt.app.start();
  expect([stage.socket.hellos(), stage.socket.connections()]).toEqual([1, 1]);
  const { team, userId, channelId } = stage;
  const text = `a <@${userId}> & <b> in <#${channelId}> like https://example.com/?a=1&b=2`;
  const ask = stage.people.slash({ teamId: team.id, channelId, userId, text });
  expect(await ask.ack()).toEqual({ text: 'Working on it, ada' });
  expect(texts).toEqual([
    'a <@U0ADA|ada> &amp; &lt;b&gt; in <#C0VIDEO|videos> like <https://example.com/?a=1&amp;b=2>',
  ]);
  expect(ask.ackAtMs).toBeGreaterThanOrEqual(ask.createdAtMs);
  expect(stage.commandAnswers).toEqual([{ text: 'Working on it, ada' }]);
  expect(stage.socket.acks().map(({ envelopeId }) => envelopeId)).toEqual([ask.envelopeId]);
});

test('a command that nobody acknowledges times out; without a connection it cannot be sent', async () => {
  await using stage = await startStage({ limits: { ackTimeoutMs: 50 } });
  const { team, userId, channelId } = stage;
  const slash = () => stage.people.slash({ teamId: team.id, channelId, userId, text: '' });
  await expect(slash().ack()).rejects.toThrow('dispatch_failed');
  await using bolt = boltOn(stage);
  bolt.app.command('/mora', async () => {});
  await bolt.app.start();
  const ask = slash();
  await expect(ask.ack()).rejects.toThrow('operation_timeout');
  expect(ask.ackAtMs).toBeUndefined();
});

test('an event that was said while nobody was connected comes after the connection, marked as a retry', async () => {
  await using stage = await startStage();
  await using bolt = boltOn(stage);
  const heard: [string | undefined, number | undefined][] = [];
  bolt.app.message(async ({ message, context }) => {
    if (message.subtype === undefined) heard.push([message.text, context.retryNum]);
  });
  stage.people.say({ teamId: stage.team.id, channelId: stage.directId, userId: stage.userId, text: 'anybody?' });
  await bolt.app.start();
  await expect.poll(() => heard).toEqual([['anybody?', 1]]);
});

test('the same event and the same envelope can come twice', async () => {
  await using stage = await startStage();
  await using bolt = boltOn(stage);
  const ids: string[] = [];
  let commands = 0;
  bolt.app.event('app_home_opened', async ({ body }) => void ids.push(body.event_id));
  bolt.app.command('/mora', async ({ ack }) => {
    commands += 1;
    await ack();
  });
  await bolt.app.start();
  const { team, userId, channelId } = stage;
  stage.people.openHome({ teamId: team.id, userId });
  const eventId = stage.people.events()[0]?.eventId ?? '';
  await expect.poll(() => ids).toEqual([eventId]);
  stage.people.redeliver(eventId);
  await expect.poll(() => ids).toEqual([eventId, eventId]);
  const ask = stage.people.slash({ teamId: team.id, channelId, userId, text: '' });
  expect(await ask.ack()).toBeUndefined();
  stage.people.redeliver(ask.envelopeId);
  await expect.poll(() => commands).toBe(2);
});

test('a dropped connection is made anew, and the unacknowledged event comes again', async () => {
  await using stage = await startStage();
  await using bolt = boltOn(stage);
  const heard: (number | undefined)[] = [];
  bolt.app.use(async ({ context, next }) => {
    heard.push(context.retryNum);
    // The first time the connection dies before the acknowledgement.
    if (heard.length === 1) stage.socket.drop();
    await next();
  });
  bolt.app.event('app_home_opened', async () => {});
  await bolt.app.start();
  stage.people.openHome({ teamId: stage.team.id, userId: stage.userId });
  await expect.poll(() => heard.length).toBe(2);
  expect(heard).toEqual([0, 1]);
  expect(stage.socket.hellos()).toBeGreaterThan(1);
});

test.each(['refresh_requested', 'warning', 'link_disabled'] as const)('after %s Bolt connects anew', async (reason) => {
  await using stage = await startStage();
  await using bolt = boltOn(stage);
  await bolt.app.start();
  stage.socket.refresh(reason);
  await expect.poll(() => stage.socket.hellos()).toBeGreaterThan(1);
  await expect.poll(() => stage.socket.connections()).toBe(1);
});

test('a server that goes silent is left', async () => {
  await using stage = await startStage();
  await using bolt = boltOn(stage);
  await bolt.app.start();
  stage.socket.silence();
  await expect.poll(() => stage.socket.hellos()).toBeGreaterThan(1);
});

test('a refused call of apps.connections.open is made again', async () => {
  await using stage = await startStage();
  await using bolt = boltOn(stage);
  stage.socket.refuse(1, 'open');
  await bolt.app.start();
  expect(stage.socket.hellos()).toBe(1);
});

test('each envelope goes to one connection', async () => {
  await using stage = await startStage();
  await using first = boltOn(stage);
  await using second = boltOn(stage);
  const heard: string[] = [];
  first.app.event('app_home_opened', async () => void heard.push('first'));
  second.app.event('app_home_opened', async () => void heard.push('second'));
  await first.app.start();
  await second.app.start();
  expect(stage.socket.connections()).toBe(2);
  for (let count = 0; count < 4; count += 1) stage.people.openHome({ teamId: stage.team.id, userId: stage.userId });
  await expect.poll(() => heard.toSorted()).toEqual(['first', 'first', 'second', 'second']);
});

test('a client that does not reconnect says that it is disconnected, and can be started again', async () => {
  await using stage = await startStage();
  await using bolt = boltOn(stage, { reconnects: false });
  const { client } = bolt.receiver;
  const left = Promise.withResolvers<void>();
  client.once('disconnected', () => left.resolve());
  await client.start();
  stage.socket.drop();
  await left.promise;
  stage.socket.refuse(1, 'upgrade');
  // The client rejects with nothing here: only the log says why.
  await expect(client.start()).rejects.toBeUndefined();
  await client.start();
  expect([stage.socket.hellos(), stage.socket.connections()]).toEqual([2, 1]);
});

test('a link serves one connection, and an app has ten at most', async () => {
  await using stage = await startStage();
  const links = Array.from({ length: 11 }, () => {
    const answer = stage.socket.open();
    return answer.ok ? answer.url : '';
  });
  const sockets: WebSocket[] = [];
  for (const link of links.slice(0, 10)) {
    const socket = new WebSocket(link);
    sockets.push(socket);
    const [hello]: unknown[] = await once(socket, 'message');
    expect(JSON.parse(String(hello))).toMatchObject({ type: 'hello', num_connections: sockets.length });
  }
  const eleventh = new WebSocket(links[10] ?? '');
  const [refusal]: unknown[] = await once(eleventh, 'message');
  expect(JSON.parse(String(refusal))).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  const again = new WebSocket(links[0] ?? '');
  const [error]: unknown[] = await once(again, 'error');
  expect(String(error)).toContain('403');
  expect(stage.socket.connections()).toBe(10);
  for (const socket of sockets) socket.terminate();
});
