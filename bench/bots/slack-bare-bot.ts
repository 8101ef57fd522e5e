import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { readBotSettings, slackSettingsSchema } from './bot-messages.ts';

/** An app that does nothing but acknowledge, and say one message where a video is asked for: what Bolt itself takes. */
const { appToken, apiUrl, workspaces } = readBotSettings(process.env, slackSettingsSchema);
const clientOptions = { slackApiUrl: apiUrl };
const app = new App({
  receiver: new SocketModeReceiver({ appToken, installerOptions: { clientOptions }, logLevel: LogLevel.ERROR }),
  clientOptions,
  convoStore: false,
  logLevel: LogLevel.ERROR,
  authorize: ({ teamId }) => {
    const workspace = workspaces.find((one) => one.teamId === teamId);
    return workspace === undefined ? Promise.reject(new Error('unknown workspace')) : Promise.resolve(workspace);
  },
});
app.command(/.+/u, async ({ ack, command, client }) => {
  await ack();
  if (command.text.startsWith('t2v')) {
    await client.apiCall('chat.postMessage', { channel: command.channel_id, text: command.text });
  }
});
process.on('message', () => process.exit(0));
await app.start();
process.send?.({ kind: 'ready', value: 0 });
