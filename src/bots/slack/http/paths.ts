/** Where Slack sends all that happens: events, commands, and what people press and submit. */
export const eventsPath = '/slack/events';

/** Where people begin to install the app. */
export const installPath = '/slack/install';

/** Where Slack sends them back. */
export const redirectPath = '/slack/oauth_redirect';
