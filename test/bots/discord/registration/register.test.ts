import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  REST,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { describe, expect, test } from 'vitest';
import { describeCommands } from '../../../../src/bots/discord/registration/describe-commands.ts';
import { everywhere } from '../../../../src/bots/discord/registration/message-commands.ts';
import { registerCommands, type Registered } from '../../../../src/bots/discord/registration/register.ts';
import { locales } from '../../../../src/bots/locales/locales.ts';
import { translatorFor } from '../../../../src/bots/locales/translate.ts';
import { commands } from '../../../../src/commands/index.ts';
import { startFakeDiscord, type FakeDiscord } from '../../../fakes/discord/fake-discord.ts';

const desired = describeCommands(commands, locales.map(translatorFor));
const names = desired.map(({ name }) => name);
const { Message } = ApplicationCommandType;
const nothing: Registered = { created: [], changed: [], removed: [], kept: [] };

function register(
  discord: FakeDiscord,
  wanted: readonly RESTPostAPIApplicationCommandsJSONBody[] = desired,
): Promise<Registered> {
  const rest = new REST({ api: discord.apiUrl, hashSweepInterval: 0, handlerSweepInterval: 0 }).setToken(discord.token);
  return registerCommands({ rest, applicationId: discord.applicationId, desired: wanted });
}

function writes(discord: FakeDiscord): string[] {
  return discord.requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);
}

describe('registering commands', () => {
  test('creates all of them, and writes nothing the second time', async () => {
    await using discord = await startFakeDiscord();
    expect(await register(discord)).toEqual({ ...nothing, created: names });
    const before = writes(discord).length;
    expect(await register(discord)).toEqual({ ...nothing, kept: names });
    expect(writes(discord)).toHaveLength(before);
  });

  test('writes only what differs, and removes what is no longer ours', async () => {
    await using discord = await startFakeDiscord();
    await register(discord, [...desired, { type: Message, name: 'Old' }]);
    const before = writes(discord).length;
    const changed = desired.map((command) => (command.name === 'Info' ? { ...command, nsfw: true } : command));
    const kept = names.filter((name) => name !== 'Info');
    expect(await register(discord, changed)).toEqual({ ...nothing, changed: ['Info'], removed: ['Old'], kept });
    expect(writes(discord).slice(before)).toEqual(['DELETE', 'PATCH']);
    expect(discord.commands().find(({ name }) => name === 'Info')).toMatchObject({ nsfw: true });
  });

  test('sees a change deep inside, and takes away what is no longer said', async () => {
    await using discord = await startFakeDiscord();
    const option = { type: ApplicationCommandOptionType.String as const, name: 'words', description: 'Words' };
    const root = {
      type: ApplicationCommandType.ChatInput as const,
      name: 'mora',
      description: 'Videos',
      ...everywhere(),
    };
    const first = { ...root, name_localizations: { de: 'mora-de' }, default_member_permissions: '8' };
    await register(discord, [{ ...first, options: [{ ...option, required: true }] }]);
    const second = { ...root, options: [option] };
    expect(await register(discord, [second])).toEqual({ ...nothing, changed: ['mora'] });
    expect(await register(discord, [second])).toEqual({ ...nothing, kept: ['mora'] });
    expect(discord.commands()[0]).toMatchObject({ name_localizations: null, default_member_permissions: null });
  });

  test('by two processes at once makes each command once', async () => {
    await using discord = await startFakeDiscord();
    await Promise.all([register(discord), register(discord)]);
    expect(
      discord
        .commands()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(names.toSorted());
    expect(await register(discord)).toEqual({ ...nothing, kept: names });
  });

  test('goes on where another process has removed a command meanwhile', async () => {
    await using discord = await startFakeDiscord();
    await register(discord, [
      { type: Message, name: 'Old' },
      { type: Message, name: 'Info', nsfw: true, ...everywhere() },
    ]);
    const gone = { status: 404, body: { code: 10_063, message: 'Unknown application command' } };
    discord.fail({ method: 'DELETE', ...gone });
    discord.fail({ method: 'PATCH', ...gone });
    const done = await register(discord, [{ type: Message, name: 'Info', ...everywhere() }]);
    expect(done).toEqual({ ...nothing, removed: ['Old'], changed: ['Info'] });
    expect(discord.commands().find(({ name }) => name === 'Info')).toMatchObject({ nsfw: false });
  });
});
