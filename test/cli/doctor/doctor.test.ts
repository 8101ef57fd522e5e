import { expect, test } from 'vitest';
import { doctor } from '../../../src/cli/doctor/doctor.ts';
import { readConfig } from '../../../src/core/config.ts';
import { identityAnswer, openAnsweringSlack } from '../../bots/slack/answering-slack.ts';
import { startFakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** What `mora doctor` prints with these settings, and whether all is well. */
async function examine(environment: Readonly<Record<string, string>>): Promise<{ well: boolean; printed: string }> {
  await using directory = await temporaryDirectory();
  const lines: string[] = [];
  const config = readConfig({ MORA_DATA_DIR: directory.path, ...environment });
  const well = await doctor([], config, (line) => lines.push(line));
  return { well, printed: lines.join('\n') };
}

test('a studio without a token is well, and is told how to get one', async () => {
  const { well, printed } = await examine({});
  expect(well).toBe(true);
  expect(printed).toMatch(/^· Discord: .*DISCORD_TOKEN/mu);
});

test('a studio with a token learns its invite address, and the token is never printed', async () => {
  await using discord = await startFakeDiscord();
  const { well, printed } = await examine({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
  expect(well).toBe(true);
  expect(printed).toContain(`client_id=${discord.applicationId}`);
  expect(printed).not.toContain(discord.token);
});

test('a token that Discord does not take is to be mended', async () => {
  await using discord = await startFakeDiscord();
  const { well, printed } = await examine({ DISCORD_TOKEN: 'not.this.one', DISCORD_API_URL: discord.apiUrl });
  expect(well).toBe(false);
  expect(printed).toMatch(/^✗ Discord: .*DISCORD_TOKEN[\s\S]*1 to mend/mu);
});

test('a studio without Slack is told how to begin, and one with it what its app lacks', async () => {
  expect((await examine({})).printed).toMatch(/^· Slack: .*slack-manifest/mu);
  await using slack = await openAnsweringSlack(() => identityAnswer({ teamId: 'T1', scopes: ['commands'] }));
  const tokens = { SLACK_BOT_TOKEN: 'xoxb-secret', SLACK_APP_TOKEN: 'xapp-secret' };
  const { well, printed } = await examine({ ...tokens, SLACK_API_URL: slack.apiUrl });
  expect(well).toBe(false);
  expect(printed).toMatch(/^✗ Slack: .*files:write[\s\S]*1 to mend/mu);
  expect(printed).not.toContain('secret');
});
