import { Hono } from 'hono';
import { createSlack } from '../../src/bots/slack/slack.ts';
import { openBook, ownKey } from '../../src/bots/slack/workspaces/workspace.ts';
import { commands } from '../../src/commands/index.ts';
import { readBotSettings, slackSettingsSchema } from './bot-messages.ts';
import { runStudioBot } from './studio.ts';

/** Our bot on Slack: one workspace by the token that is set, the others as if they had installed it. */
const { appToken, apiUrl, workspaces } = readBotSettings(process.env, slackSettingsSchema);
const [{ botToken } = { botToken: '' }, ...others] = workspaces;
await runStudioBot(async ({ database, ...parts }) => {
  const { collection } = database;
  const { installations } = openBook(collection);
  for (const other of others) {
    const workspace = { ...other, scopes: [], isEnterprise: false };
    await installations.put(ownKey(workspace), workspace);
  }
  return createSlack({
    ...parts,
    transport: { kind: 'socket', botToken, appToken },
    apiUrl,
    web: { app: new Hono() },
    commands,
    collection,
    links: { pageUrl: () => undefined },
  });
});
