import type { Config } from '../../core/config.ts';
import { MoraError } from '../../core/errors.ts';

/** How events come from Slack. */
export type SlackTransport =
  /** Over a connection that we open; for one workspace. */
  | { readonly kind: 'socket'; readonly botToken: string; readonly appToken: string }
  /** As signed requests to `/slack/events`; the workspaces are that of the bot token and those that install the app. */
  | {
      readonly kind: 'http';
      readonly signingSecret: string;
      readonly botToken?: string;
      readonly oauth?: SlackOauth;
    };

/** What other workspaces need to install the app. */
export interface SlackOauth {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Origin of our pages, without a slash at its end. */
  readonly publicUrl: string;
}

/** The settings that lead to Slack. */
export type SlackSettings = Pick<
  Config,
  | 'slackBotToken'
  | 'slackAppToken'
  | 'slackSigningSecret'
  | 'slackClientId'
  | 'slackClientSecret'
  | 'slackApiUrl'
  | 'publicUrl'
>;

/** Where each secret is found, from the page of the app on. */
const places = {
  SLACK_BOT_TOKEN: 'OAuth & Permissions, Bot User OAuth Token',
  SLACK_APP_TOKEN: 'Basic Information, App-Level Tokens, with the scope connections:write',
  SLACK_SIGNING_SECRET: 'Basic Information, App Credentials, Signing Secret',
  SLACK_CLIENT_ID: 'Basic Information, App Credentials, Client ID',
  SLACK_CLIENT_SECRET: 'Basic Information, App Credentials, Client Secret',
} as const;

/** Where a setting is found, as a sentence. */
export function placeOf(name: keyof typeof places): string {
  return `It is found at https://api.slack.com/apps, your app, ${places[name]}.`;
}

/**
 * How events come, by what is set: Socket Mode where there is an app token, else HTTP where there is a signing secret;
 * undefined where nothing is set. Throws `configuration` where only a part is set: its sentence says what is missing and
 * where it is found, and repeats no value.
 */
export function slackTransport(settings: SlackSettings): SlackTransport | undefined {
  const { slackBotToken: botToken, slackAppToken: appToken, slackSigningSecret: signingSecret } = settings;
  if (appToken !== undefined) {
    if (botToken === undefined) throw lacking('SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN');
    return { kind: 'socket', botToken, appToken };
  }
  if (signingSecret !== undefined) {
    const oauth = oauthOf(settings);
    if (botToken === undefined && oauth === undefined) {
      const many = 'For many workspaces set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and MORA_PUBLIC_URL instead.';
      throw lacking('SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN', many);
    }
    return {
      kind: 'http',
      signingSecret,
      ...(botToken === undefined ? {} : { botToken }),
      ...(oauth === undefined ? {} : { oauth }),
    };
  }
  if (botToken !== undefined) {
    const http = `For requests over HTTP set SLACK_SIGNING_SECRET instead: ${places.SLACK_SIGNING_SECRET}.`;
    throw lacking('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', http);
  }
  if (settings.slackClientId !== undefined) throw lacking('SLACK_CLIENT_ID', 'SLACK_SIGNING_SECRET');
  if (settings.slackClientSecret !== undefined) throw lacking('SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET');
  return undefined;
}

function oauthOf({ slackClientId, slackClientSecret, publicUrl }: SlackSettings): SlackOauth | undefined {
  if (slackClientId === undefined && slackClientSecret === undefined) return undefined;
  if (slackClientId === undefined) throw lacking('SLACK_CLIENT_SECRET', 'SLACK_CLIENT_ID');
  if (slackClientSecret === undefined) throw lacking('SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET');
  if (publicUrl === undefined) {
    const sentence =
      'Slack: workspaces install the app by a page of this studio. Set MORA_PUBLIC_URL to where people reach it, or unset SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.';
    throw new MoraError('configuration', sentence);
  }
  return { clientId: slackClientId, clientSecret: slackClientSecret, publicUrl };
}

function lacking(set: keyof typeof places, missing: keyof typeof places, instead?: string): MoraError {
  const sentence = `Slack: ${set} is set, but ${missing} is missing. ${placeOf(missing)}`;
  return new MoraError('configuration', instead === undefined ? sentence : `${sentence} ${instead}`);
}
