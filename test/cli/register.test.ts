import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { register } from '../../src/cli/register.ts';
import { readConfig } from '../../src/core/config.ts';
import { toMoraError } from '../../src/core/errors.ts';
import { startFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** What `mora register` prints with these settings. */
async function printed(environment: Readonly<Record<string, string>>): Promise<string[]> {
  const lines: string[] = [];
  await register(readConfig(environment), new AbortController().signal, (line) => lines.push(line));
  return lines;
}

test('says what was created, and the next time that all was kept', async () => {
  await using discord = await startFakeDiscord();
  const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  expect(await printed(settings)).toEqual(['Created: mora, Animate, Extend, Edit…, Connect, Info']);
  expect(await printed({ ...settings, DISCORD_APP_ID: discord.applicationId })).toEqual([
    'Kept: mora, Animate, Extend, Edit…, Connect, Info',
  ]);
});

test('changes the one command where the operator has a kind of their own, and takes it with it', async () => {
  await using discord = await startFakeDiscord();
  await using place = await temporaryDirectory();
  const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  await printed(settings);
  const file = path.join(place.path, 'mine.yaml');
  await writeFile(
    file,
    'pipelines:\n  anime:\n    takes: t2v\n    stages: [prompt, text-to-image, image-to-video, finish]\n',
  );
  expect(await printed({ ...settings, MORA_CONFIG: file })).toEqual([
    'Changed: mora',
    'Kept: Animate, Extend, Edit…, Connect, Info',
  ]);
  expect(JSON.stringify(discord.commands())).toContain('"anime"');
});

test.each([
  ['there is no token', {}, /Set DISCORD_TOKEN .*docs\/discord\.md/u],
  ['the token is wrong', { DISCORD_TOKEN: 'a.wrong.one' }, /DISCORD_TOKEN.*Reset Token/u],
])('says what to do where %s', async (_what, settings, expected) => {
  await using discord = await startFakeDiscord();
  const failure = await printed({ ...settings, DISCORD_API_URL: discord.apiUrl }).catch(toMoraError);
  expect(failure).toMatchObject({ code: 'configuration', userMessage: expect.stringMatching(expected) });
  expect(JSON.stringify(failure)).not.toContain('a.wrong.one');
});

test('does not wait for hours where Discord takes no more today', async () => {
  await using discord = await startFakeDiscord();
  const body = { message: 'Max number of daily application command creates has been reached', retry_after: 7170 };
  discord.fail({ method: 'POST', status: 429, body, headers: { 'retry-after': '7170' } });
  const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  const failure = await printed(settings).catch(toMoraError);
  expect(failure).toMatchObject({ code: 'unavailable', userMessage: expect.stringContaining('120 min') });
});

test('writes nothing for another application than the one that was meant', async () => {
  await using discord = await startFakeDiscord();
  const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  const failure = await printed({ ...settings, DISCORD_APP_ID: '123456789012345678' }).catch(toMoraError);
  expect(failure).toMatchObject({ code: 'configuration', userMessage: expect.stringContaining('DISCORD_APP_ID') });
  expect(discord.commands()).toEqual([]);
});
