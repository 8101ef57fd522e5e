import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { inspectDiscord } from '../../../../src/bots/discord/inspect/inspect-discord.ts';
import { missingPermissions, neededPermissionBits } from '../../../../src/bots/discord/permissions.ts';
import type { Finding } from '../../../../src/core/finding.ts';
import { startFakeDiscord, type FakeDiscord } from '../../../fakes/discord/fake-discord.ts';
import { PERMISSIONS } from '../../../fakes/discord/permissions.ts';

async function inspect(discord: FakeDiscord, discordAppId?: string): Promise<Finding[]> {
  const settings = { discordToken: discord.token, discordApiUrl: discord.apiUrl };
  const findings = await inspectDiscord({ ...settings, ...(discordAppId === undefined ? {} : { discordAppId }) });
  expect(JSON.stringify(findings)).not.toContain(discord.token);
  return findings;
}

/** What is found of one state, a line each. */
function said(findings: readonly Finding[], state: Finding['state']): string {
  return findings
    .filter((finding) => finding.state === state)
    .map(({ text }) => text)
    .join('\n');
}

describe('looking at Discord', () => {
  test('says how to get a token where there is none, and that is no fault', async () => {
    const findings = await inspectDiscord({});
    expect(findings).toHaveLength(1);
    expect(said(findings, 'note')).toMatch(/DISCORD_TOKEN.*discord\.com\/developers.*docs\/discord\.md/u);
  });

  test('finds all well, and gives both invite addresses', async () => {
    await using discord = await startFakeDiscord();
    discord.addGuild({ name: 'Workshop' });
    const findings = await inspect(discord, discord.applicationId);
    expect(said(findings, 'bad')).toBe('');
    expect(said(findings, 'good')).toMatch(/in 1 server$/mu);
    const invites = said(findings, 'note').match(/https:\/\/discord\.com\/oauth2\/authorize\S+/gu) ?? [];
    const queries = invites.map((invite) => Object.fromEntries(new URL(invite).searchParams));
    expect(queries).toEqual([
      {
        client_id: discord.applicationId,
        integration_type: '0',
        scope: 'bot applications.commands',
        permissions: String(neededPermissionBits),
      },
      { client_id: discord.applicationId, integration_type: '1', scope: 'applications.commands' },
    ]);
  });

  test('changes nothing', async () => {
    await using discord = await startFakeDiscord();
    await inspect(discord);
    expect(new Set(discord.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  test('leads to a new token where Discord does not take this one', async () => {
    await using discord = await startFakeDiscord();
    const findings = await inspectDiscord({ discordToken: 'not.this.one', discordApiUrl: discord.apiUrl });
    expect(findings).toHaveLength(1);
    expect(said(findings, 'bad')).toMatch(/DISCORD_TOKEN.*Reset Token/u);
    expect(said(findings, 'bad')).not.toContain('not.this.one');
  });

  test('names an application that is not the one of the token', async () => {
    await using discord = await startFakeDiscord();
    expect(said(await inspect(discord, '123456789012345678'), 'bad')).toMatch(/DISCORD_APP_ID/u);
  });

  test('notes that replies need the intent, and what works without it', async () => {
    await using discord = await startFakeDiscord({ messageContent: false });
    const findings = await inspect(discord);
    expect(said(findings, 'note')).toMatch(/Animate.*Message Content Intent/u);
    expect(said(findings, 'bad')).toBe('');
  });

  test('names what it may not do in a server', async () => {
    await using discord = await startFakeDiscord();
    discord.addGuild({ name: 'Narrow\nhouse', botPermissions: neededPermissionBits & ~PERMISSIONS.ATTACH_FILES });
    discord.addGuild({ name: 'Wide house', botPermissions: neededPermissionBits });
    const notes = said(await inspect(discord), 'note');
    expect(notes).toMatch(/in Narrow house it lacks Attach Files \(to send videos\)\./u);
    expect(notes).not.toContain('Wide house');
  });

  test.each([
    [{ total: 1000, remaining: 50, resetAfterMs: 1 }, 'good', /50 of 1000/u],
    [{ total: 1000, remaining: 49, resetAfterMs: 5_400_000 }, 'note', /49 of 1000.* 2 hours/u],
    [{ total: 1000, remaining: 0, resetAfterMs: 60_000 }, 'bad', /0 of 1000.* 1 hour$/mu],
  ] as const)('counts the connections that are left: %o', async (limit, state, expected) => {
    await using discord = await startFakeDiscord();
    discord.gateway.setSessionStartLimit(limit);
    expect(said(await inspect(discord), state)).toMatch(expected);
  });

  test('says so where one of the answers fails, and still gives the others', async () => {
    await using discord = await startFakeDiscord();
    discord.fail({ path: /gateway\/bot/u, status: 503, body: {} });
    discord.fail({ path: /guilds/u, status: 200, body: { nobody: 'understands' } });
    discord.fail({
      path: /applications/u,
      status: 429,
      body: { retry_after: 3600, global: false },
      headers: { 'retry-after': '3600' },
    });
    const bad = said(await inspect(discord), 'bad').split('\n');
    expect(bad).toHaveLength(3);
    expect(bad.join('\n')).toMatch(/asked too often.*\n.*nobody understands.*\n.*cannot be reached/u);
  });

  test('waits only so long for an answer', async () => {
    await using discord = await startFakeDiscord();
    discord.delay({ ms: 60_000 });
    const findings = await inspectDiscord({ discordToken: discord.token, discordApiUrl: discord.apiUrl }, 100);
    expect(findings).toEqual([{ state: 'bad', text: expect.stringContaining('cannot be reached') }]);
  });

  test('says where nobody answers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    server.close();
    await once(server, 'close');
    const findings = await inspectDiscord({ discordToken: 'a.b.c', discordApiUrl: `http://127.0.0.1:${port}/api` });
    expect(findings).toEqual([{ state: 'bad', text: expect.stringContaining('cannot be reached') }]);
  });
});

test('an administrator lacks nothing', () => {
  expect(missingPermissions(1n << 3n)).toEqual([]);
  expect(missingPermissions(0n).reduce((sum, { bit }) => sum | bit, 0n)).toBe(neededPermissionBits);
});
