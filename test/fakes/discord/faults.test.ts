import { expect, test } from 'vitest';
import { startFakeDiscord } from './fake-discord.ts';

test('a fault meets only the requests that it names, as often as it says', async () => {
  await using discord = await startFakeDiscord();
  const ask = async (path: string): Promise<number> => {
    const answer = await fetch(`${discord.apiUrl}/v10${path}`, { headers: { authorization: `Bot ${discord.token}` } });
    await answer.body?.cancel();
    return answer.status;
  };
  discord.fail({ path: /^\/users\/@me$/u, status: 503, times: 2 });
  expect(await ask('/gateway')).toBe(200);
  expect(await ask('/users/@me')).toBe(503);
  expect(await ask('/users/@me')).toBe(503);
  expect(await ask('/users/@me')).toBe(200);
  discord.cut({ path: /^\/gateway$/u, when: 'before' });
  await expect(ask('/gateway')).rejects.toThrow('fetch failed');
  expect(discord.requests.map(({ status }) => status)).toEqual([200, 503, 503, 200, 0]);
});

test('a stop in the middle of a delay ends the request', async () => {
  const discord = await startFakeDiscord();
  discord.delay({ ms: 3_600_000 });
  const asked = fetch(`${discord.apiUrl}/v10/gateway`).then(
    () => 'answered',
    () => 'ended',
  );
  await discord[Symbol.asyncDispose]();
  expect(await asked).toBe('ended');
});

test('who identifies more often than allowed has a wrong token from then on', async () => {
  await using discord = await startFakeDiscord();
  discord.gateway.setSessionStartLimit({ total: 1000, remaining: 0, resetAfterMs: 60_000 });
  const socket = new WebSocket(discord.apiUrl.replace(/^http(.*)\/api$/u, 'ws$1'));
  const closed = Promise.withResolvers<number>();
  socket.addEventListener('close', ({ code }) => closed.resolve(code));
  socket.addEventListener('open', () => {
    socket.send(JSON.stringify({ op: 2, d: { token: discord.token, intents: 1, properties: {} } }));
  });
  expect(await closed.promise).toBe(4004);
});
