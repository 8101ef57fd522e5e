import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { menuNames } from '../../../../src/bots/message-menu.ts';
import { manifestLimits, slackManifest } from '../../../../src/bots/slack/manifest/manifest.ts';
import { messageShortcuts } from '../../../../src/bots/slack/shortcuts.ts';
import { neededScopes } from '../../../../src/bots/slack/scopes.ts';
import { commands } from '../../../../src/commands/index.ts';
import { printSlackManifest } from '../../../../src/cli/slack-manifest.ts';
import { readConfig } from '../../../../src/core/config.ts';

const limits = manifestLimits;
const text = (most: number) => z.string().min(1).max(most);
const address = z.url({ protocol: /^https$/u });

/** What Slack takes: https://docs.slack.dev/reference/app-manifest */
const manifestSchema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.number() }),
  display_information: z.strictObject({
    name: text(limits.name),
    description: text(limits.description),
    long_description: text(limits.longDescription.most).min(limits.longDescription.least),
    background_color: z.string().regex(/^#[\da-f]{6}$/iu),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.literal(true) }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(limits.shortcutName),
          type: z.enum(['message', 'global']),
          callback_id: text(limits.callbackId),
          description: text(limits.shortcutDescription),
        }),
      )
      .max(limits.shortcuts),
    slash_commands: z.tuple([
      z.strictObject({
        command: z.literal('/mora'),
        description: text(limits.commandDescription),
        usage_hint: text(limits.usageHint),
        should_escape: z.literal(true),
        url: address.optional(),
      }),
    ]),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(address).max(limits.redirectUrls).optional(),
    scopes: z.strictObject({ bot: z.array(z.string()).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address.optional(), bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: address.optional(),
      message_menu_options_url: address.optional(),
    }),
    org_deploy_enabled: z.literal(true),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

describe('the manifest', () => {
  test('for Socket Mode is within the limits and names no address', () => {
    const manifest = slackManifest({ commands });
    const { settings, oauth_config: oauth, features } = manifestSchema.parse(manifest);
    expect(settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain('url');
    expect(oauth.scopes.bot).toEqual(neededScopes.map(({ name }) => name));
    expect(new Set(features.shortcuts.map(({ callback_id: id }) => id)).size).toBe(6);
  });

  test('offers in the menu of a message what other chats do', () => {
    expect(messageShortcuts.map(({ name }) => name)).toEqual(menuNames);
  });

  test('for HTTP names the addresses of this studio', () => {
    const {
      settings,
      oauth_config: oauth,
      features,
    } = manifestSchema.parse(slackManifest({ commands, publicUrl: 'https://mora.example' }));
    const events = 'https://mora.example/slack/events';
    expect(settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: events },
      interactivity: { request_url: events, message_menu_options_url: events },
    });
    expect(features.slash_commands[0].url).toBe(events);
    expect(oauth.redirect_urls).toEqual(['https://mora.example/slack/oauth_redirect']);
  });

  test('stays within the limits with as many commands as an operator adds', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ name: `kind-${index}` }));
    expect(() => manifestSchema.parse(slackManifest({ commands: many }))).not.toThrow();
  });
});

describe('the command that prints it', () => {
  const publicUrl = { MORA_PUBLIC_URL: 'https://mora.example' };
  const isSocketMode = async (args: string[], environment: Record<string, string> = {}): Promise<boolean> => {
    const lines: string[] = [];
    await printSlackManifest(args, readConfig(environment), (line) => void lines.push(line));
    return manifestSchema.parse(JSON.parse(lines.join('\n'))).settings.socket_mode_enabled;
  };

  test('is for Socket Mode, for HTTP where that is set up, or for what is asked', async () => {
    const signing = { SLACK_SIGNING_SECRET: 'abc' };
    expect(await isSocketMode([])).toBe(true);
    expect(await isSocketMode([], { ...signing, ...publicUrl })).toBe(false);
    expect(await isSocketMode([], { ...signing, ...publicUrl, SLACK_APP_TOKEN: 'xapp-1' })).toBe(true);
    expect(await isSocketMode(['--http'], publicUrl)).toBe(false);
    expect(await isSocketMode(['--socket'], { ...signing, ...publicUrl })).toBe(true);
  });

  test('says what is missing or not known', async () => {
    await expect(isSocketMode(['--http'])).rejects.toMatchObject({ code: 'configuration' });
    await expect(isSocketMode(['--html'])).rejects.toMatchObject({ code: 'bad-input' });
    await expect(isSocketMode(['--http', '--socket'], publicUrl)).rejects.toMatchObject({ code: 'bad-input' });
  });
});

test('docs/slack.md says of each scope what it is for, and of no other', () => {
  const page = readFileSync(new URL('../../../../docs/slack.md', import.meta.url), 'utf8');
  const section = page.slice(page.indexOf('### Scopes'), page.indexOf('### How it behaves'));
  const rows = [...section.matchAll(/^\| `([\w:.]+)` \| (.+) \|$/gmu)].map(([, name, why]) => ({ name, why }));
  expect(rows).toEqual(neededScopes);
});
