import {
  ApplicationCommandOptionType,
  ButtonStyle,
  ComponentType,
  DiscordAPIError,
  Events,
  MessageFlags,
  TextInputStyle,
  type Client,
  type Interaction,
} from 'discord.js';
import { expect, test } from 'vitest';
import { connectClient } from './connect-client.ts';
import { startFakeDiscord, type FakeDiscordOptions } from './fake-discord.ts';

async function start(options: FakeDiscordOptions = {}) {
  const stack = new AsyncDisposableStack();
  const discord = stack.use(await startFakeDiscord(options));
  const guildId = discord.addGuild().id;
  const channelId = discord.addChannel({ guildId }).id;
  const userId = discord.addUser({ name: 'ada', locale: 'de' }).id;
  const { client } = stack.use(await connectClient(discord));
  const heard = listen(client);
  return { discord, guildId, channelId, userId, client, heard, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** The interactions that come, one after the other. */
function listen(client: Client): () => Promise<Interaction> {
  const come: Interaction[] = [];
  client.on(Events.InteractionCreate, (interaction) => come.push(interaction));
  return async () => {
    await expect.poll(() => come.length).toBeGreaterThan(0);
    const next = come.shift();
    if (next === undefined) throw new Error('nothing came');
    return next;
  };
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return 'fine';
  } catch (error) {
    return error instanceof DiscordAPIError ? [error.status, error.code] : error;
  }
}

test('a slash command with options and a file is deferred, answered and followed up', async () => {
  await using world = await start();
  const asked = world.discord.command({
    ...world,
    path: ['i2v'],
    options: { prompt: 'waves', seconds: 4, loop: true },
    attachments: { image: { name: 'sea.png', bytes: new Uint8Array([1, 2]) } },
  });
  const interaction = await world.heard();
  if (!interaction.isChatInputCommand()) throw new Error('not a command');
  expect(interaction.options.getSubcommand()).toBe('i2v');
  expect(interaction.options.getString('prompt')).toBe('waves');
  expect(interaction.options.getInteger('seconds')).toBe(4);
  expect(interaction.options.getBoolean('loop')).toBe(true);
  const image = interaction.options.getAttachment('image', true);
  expect((await (await fetch(image.url)).arrayBuffer()).byteLength).toBe(2);
  expect([interaction.locale, interaction.attachmentSizeLimit]).toEqual(['de', 10_485_760]);
  await interaction.deferReply();
  expect(await asked.callback()).toMatchObject({ type: 5 });
  await interaction.editReply('done');
  await interaction.followUp({ content: 'only for you', flags: MessageFlags.Ephemeral });
  expect(asked.original()?.content).toBe('done');
  expect(asked.followUps().map(({ content, ephemeral }) => [content, ephemeral])).toEqual([['only for you', true]]);
  expect(world.discord.messages(world.channelId).map(({ content }) => content)).toEqual(['done']);
});

test('the options have the kinds of the registered command; what nobody could type is an error', async () => {
  await using world = await start();
  await world.client.application.commands.create({
    name: 'mora',
    description: 'Makes videos',
    options: [
      {
        type: ApplicationCommandOptionType.SubcommandGroup,
        name: 'gallery',
        description: 'The gallery',
        options: [
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: 'set',
            description: 'Sets it',
            options: [
              { type: ApplicationCommandOptionType.Channel, name: 'channel', description: 'Where', required: true },
            ],
          },
        ],
      },
    ],
  });
  const path = ['gallery', 'set'];
  expect(() => world.discord.command({ ...world, path })).toThrow('requires the option channel');
  expect(() => world.discord.command({ ...world, path: ['nope'] })).toThrow('No command /mora nope');
  world.discord.command({ ...world, path, options: { channel: world.channelId } });
  const interaction = await world.heard();
  if (!interaction.isChatInputCommand()) throw new Error('not a command');
  expect(interaction.options.getSubcommandGroup()).toBe('gallery');
  expect(interaction.options.getChannel('channel')?.id).toBe(world.channelId);
});

test('an interaction is answered once, within three seconds', async () => {
  await using world = await start();
  world.discord.command({ ...world, path: ['status'] });
  const first = await world.heard();
  if (!first.isChatInputCommand()) throw new Error('not a command');
  await first.deferReply();
  const again = world.client.rest.post(`/interactions/${first.id}/${first.token}/callback`, { body: { type: 5 } });
  expect(await codeOf(again)).toEqual([400, 40_060]);
  world.discord.command({ ...world, path: ['status'] });
  const second = await world.heard();
  if (!second.isChatInputCommand()) throw new Error('not a command');
  world.discord.advance(3001);
  expect(await codeOf(second.deferReply())).toEqual([404, 10_062]);
});

test('the first follow-up to a deferred answer is that answer; what one person sees alone is not listed', async () => {
  await using world = await start();
  const asked = world.discord.command({ ...world, path: ['queue'] });
  const interaction = await world.heard();
  if (!interaction.isChatInputCommand()) throw new Error('not a command');
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.followUp('nothing waits');
  expect(asked.original()).toMatchObject({ content: 'nothing waits', ephemeral: true });
  expect(asked.followUps()).toEqual([]);
  expect(world.discord.messages(world.channelId)).toEqual([]);
  await interaction.deleteReply();
  expect(asked.original()).toBeUndefined();
});

test('its token dies after fifteen minutes', async () => {
  await using world = await start();
  world.discord.command({ ...world, path: ['t2v'] });
  const interaction = await world.heard();
  if (!interaction.isChatInputCommand()) throw new Error('not a command');
  await interaction.deferReply();
  world.discord.advance(15 * 60_000 + 1);
  expect(await codeOf(interaction.editReply('late'))).toEqual([401, 50_027]);
});

test('a button, its form, and what was written into it', async () => {
  await using world = await start();
  const channel = await world.client.channels.fetch(world.channelId);
  if (channel?.isSendable() !== true) throw new Error('not a text channel');
  const message = await channel.send({
    content: 'a card',
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Edit', custom_id: 'edit' },
          {
            type: ComponentType.Button,
            style: ButtonStyle.Primary,
            label: 'Cancel',
            custom_id: 'cancel',
            disabled: true,
          },
        ],
      },
    ],
  });
  const press = (customId: string) => world.discord.press({ userId: world.userId, messageId: message.id, customId });
  expect(() => press('nope')).toThrow('has no button');
  expect(() => press('cancel')).toThrow('is disabled');
  const pressed = press('edit');
  const button = await world.heard();
  if (!button.isButton()) throw new Error('not a button');
  await button.showModal({
    title: 'Edit',
    custom_id: 'edit-form',
    components: [
      {
        type: ComponentType.Label,
        label: 'Prompt',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'prompt',
          style: TextInputStyle.Paragraph,
          value: 'waves',
          required: true,
        },
      },
    ],
  });
  await pressed.callback();
  expect(pressed.modal()?.['title']).toBe('Edit');
  world.discord.submitModal({ userId: world.userId, of: pressed, values: { prompt: 'snow' } });
  const form = await world.heard();
  if (!form.isModalSubmit() || !form.isFromMessage()) throw new Error('not a form of a message');
  expect(form.fields.getTextInputValue('prompt')).toBe('snow');
  await form.update({ content: 'in snow', components: [] });
  expect(world.discord.messages(world.channelId).map(({ content }) => content)).toEqual(['in snow']);
});

test('a message command brings its message whole; completion is asked for and answered', async () => {
  await using world = await start();
  const picture = { name: 'sea.png', bytes: new Uint8Array([1]) };
  const { id } = world.discord.say({ ...world, content: 'look', files: [picture] });
  world.discord.messageCommand({ ...world, name: 'Animate', messageId: id });
  const command = await world.heard();
  if (!command.isMessageContextMenuCommand()) throw new Error('not a message command');
  expect([command.targetMessage.content, command.targetMessage.attachments.size]).toEqual(['look', 1]);
  const asked = world.discord.autocomplete({ ...world, path: ['t2v'], focused: { name: 'style', value: 'wat' } });
  const completion = await world.heard();
  if (!completion.isAutocomplete()) throw new Error('not a completion');
  expect(completion.options.getFocused(true)).toMatchObject({ name: 'style', value: 'wat' });
  await completion.respond([{ name: 'watercolour', value: 'watercolour' }]);
  expect(await asked.callback()).toMatchObject({ type: 8, data: { choices: [{ name: 'watercolour' }] } });
});

test('installed by a person only: no channel for the bot, and five follow-ups', async () => {
  await using world = await start({ limits: { webhook: { count: 100, windowMs: 1000 } } });
  const { id: guildId } = world.discord.addGuild({ bot: false });
  const { id: channelId } = world.discord.addChannel({ guildId });
  world.discord.command({ userId: world.userId, guildId, channelId, path: ['t2v'], installed: 'user' });
  const interaction = await world.heard();
  if (!interaction.isChatInputCommand()) throw new Error('not a command');
  const { guildId: byGuild, userId: byUser } = interaction.authorizingIntegrationOwners;
  expect([byGuild, byUser]).toEqual([null, world.userId]);
  await interaction.reply('yes');
  for (const content of ['1', '2', '3', '4', '5']) await interaction.followUp(content);
  expect(await codeOf(interaction.followUp('6'))).toEqual([400, 40_094]);
  const posted = world.client.rest.post(`/channels/${channelId}/messages`, { body: { content: 'x' } });
  expect(await codeOf(posted)).toEqual([403, 50_001]);
});
