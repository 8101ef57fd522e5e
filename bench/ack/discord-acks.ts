import { setTimeout as sleep } from 'node:timers/promises';
import { startFakeDiscord } from '../../test/fakes/discord/fake-discord.ts';
import { startBot } from '../support/bot-process.ts';
import type { AckPlatform } from './scene.ts';

const channels = 50;

export const discordAcks: AckPlatform = {
  name: 'discord',
  label: 'Discord',
  bareLabel: 'discord.js bot that only defers',
  seesCards: false,
  async open() {
    const discord = await startFakeDiscord();
    const guildId = discord.addGuild().id;
    const channelIds = Array.from({ length: channels }, () => discord.addChannel({ guildId }).id);
    const userId = discord.addUser().id;
    discord.setMember(guildId, userId, {});
    return {
      places: channelIds.map((channel) => ({ space: guildId, channel })),
      async startBot(name) {
        const bot = await startBot(`discord-${name}`, { token: discord.token, apiUrl: discord.apiUrl });
        if (name === 'bare') return bot;
        while (discord.commands().length === 0) await sleep(20);
        return bot;
      },
      async ask(index, wish) {
        const channelId = channelIds[index % channels] ?? '';
        const options = wish === 't2v' ? { options: { prompt: 'a paper boat on a rainy street' } } : {};
        await discord.command({ path: [wish], ...options, userId, guildId, channelId }).callback();
      },
      [Symbol.asyncDispose]: () => discord[Symbol.asyncDispose](),
    };
  },
};
