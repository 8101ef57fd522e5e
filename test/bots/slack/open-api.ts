import { createApi, type SlackApi } from '../../../src/bots/slack/api.ts';
import { clientOptions } from '../../../src/bots/slack/client-options.ts';
import { createPace } from '../../../src/bots/slack/pace.ts';
import { silentLogger } from '../../../src/core/log.ts';

/** The real client of a workspace, on a server that stands in for Slack. */
export function openApi(apiUrl: string, token: string, signal = new AbortController().signal): SlackApi {
  const pace = createPace();
  return createApi({ token, clientOptions: clientOptions(apiUrl, silentLogger(), signal), pace, apiUrl, signal });
}
