import type { Command } from '../../../commands/define-command.ts';
import { shorten } from '../../../core/text.ts';
import { eventsPath, redirectPath } from '../http/paths.ts';
import { scopeNames } from '../scopes.ts';
import { messageShortcuts, newVideoShortcut, type Shortcut } from '../shortcuts.ts';

/** Bounds of https://docs.slack.dev/reference/app-manifest, in characters. */
export const manifestLimits = {
  name: 35,
  description: 140,
  longDescription: { least: 174, most: 4_000 },
  commandDescription: 2_000,
  usageHint: 1_000,
  shortcuts: 10,
  shortcutName: 24,
  shortcutDescription: 150,
  callbackId: 255,
  redirectUrls: 1_000,
} as const;

/** What the app listens to. */
const botEvents = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.im',
  'reaction_added',
  'reaction_removed',
  'tokens_revoked',
] as const;

const longDescription = `Mora turns a sentence, a picture or a clip into a short video, in the channel where you ask for it.
Type /mora t2v with what you want to see, or /mora alone for a form; choose Animate in the menu of a message with a picture, or mention Mora in a thread.
Go on from what was made: extend it, edit it by words, connect it with another one, or share it in the gallery.`;

export interface ManifestOptions {
  /** Origin of the studio's pages. With it Slack sends requests there; without it the studio opens a connection. */
  readonly publicUrl?: string;
  readonly commands: readonly Pick<Command, 'name'>[];
}

/** The app as Slack creates it from one text: https://docs.slack.dev/app-manifests */
export function slackManifest({ publicUrl, commands }: ManifestOptions): object {
  const request = publicUrl === undefined ? {} : { request_url: `${publicUrl}${eventsPath}` };
  const address = publicUrl === undefined ? {} : { url: `${publicUrl}${eventsPath}` };
  // Menus of forms whose choices are asked for while they are open.
  const menus = publicUrl === undefined ? {} : { message_menu_options_url: `${publicUrl}${eventsPath}` };
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Mora',
      description: 'Turns a sentence, a picture or a clip into a video',
      long_description: longDescription.replaceAll('\n', ' '),
      background_color: '#136283',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Mora', always_online: true },
      shortcuts: [...messageShortcuts.map((each) => shortcut(each, 'message')), shortcut(newVideoShortcut, 'global')],
      slash_commands: [
        {
          command: '/mora',
          description: 'Make a video',
          usage_hint: usageHint(commands),
          // Names of people and channels come with their ids.
          should_escape: true,
          ...address,
        },
      ],
    },
    oauth_config: {
      ...(publicUrl === undefined ? {} : { redirect_urls: [`${publicUrl}${redirectPath}`] }),
      scopes: { bot: scopeNames },
    },
    settings: {
      event_subscriptions: { ...request, bot_events: botEvents },
      interactivity: { is_enabled: true, ...request, ...menus },
      org_deploy_enabled: true,
      socket_mode_enabled: publicUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}

function shortcut({ callbackId, name, description }: Shortcut, type: 'message' | 'global'): object {
  return { name, type, callback_id: callbackId, description };
}

/** Slack shows its beginning beside the command: what to type first, then all that there is. */
function usageHint(commands: ManifestOptions['commands']): string {
  return shorten(
    `t2v and what you want to see; nothing for a form; or: ${commands.map(({ name }) => name).join(', ')}`,
    manifestLimits.usageHint,
  );
}
