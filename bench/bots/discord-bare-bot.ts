import { Client, Events, GatewayIntentBits } from 'discord.js';
import { discordSettingsSchema, readBotSettings } from './bot-messages.ts';

/** A bot that does nothing but acknowledge: what discord.js itself takes. */
const { token, apiUrl } = readBotSettings(process.env, discordSettingsSchema);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: apiUrl } });
client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  interaction.deferReply({ flags: 'Ephemeral' }).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
  });
});
client.once(Events.ClientReady, () => process.send?.({ kind: 'ready', value: 0 }));
process.on('message', () => process.exit(0));
await client.login(token);
