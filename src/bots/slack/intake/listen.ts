import type { App, RespondFn, types } from '@slack/bolt';
import { z } from 'zod';
import type { Blocks, OutgoingMessage } from '../api.ts';
import { clipsActionId, modelsActionId } from '../forms/fields.ts';
import { eventBodySchema, homeEventSchema } from '../wire.ts';
import type { Waiting } from './answers.ts';
import type { Departure } from './take-departure.ts';
import type { AckView } from './take-submission.ts';

/** What takes each thing that comes in; `space` is the workspace that it comes from. */
export interface Takers {
  readonly command: (space: string, body: unknown, respond: Waiting['respond']) => Promise<void>;
  readonly messageShortcut: (space: string, body: unknown, respond: Waiting['respond']) => Promise<void>;
  readonly globalShortcut: (space: string, body: unknown) => Promise<void>;
  readonly press: (space: string, body: unknown, respond: Waiting['respond']) => Promise<void>;
  readonly submission: (space: string, body: unknown, ack: AckView) => Promise<void>;
  readonly clips: (space: string, body: unknown) => Promise<Blocks>;
  readonly models: (space: string, body: unknown) => Promise<Blocks>;
  readonly message: (space: string, eventId: string, event: unknown) => Promise<void>;
  readonly reaction: (space: string, eventId: string, event: unknown) => Promise<void>;
  readonly home: (space: string, userId: string) => Promise<void>;
  readonly departure: (from: Departure, type: string, event: unknown) => Promise<void>;
}

const responseSchema = z.object({ response_url: z.url() });

/**
 * Listens to what Bolt brings. All is acknowledged at once, before any of our work, except a form: its answer says what
 * is wrong in its fields. `track` takes each work, so that a shutdown can wait for it.
 */
export function listen(app: App, takers: Takers, track: (work: Promise<void>) => void): void {
  app.command(/.+/u, async ({ ack, body, context, respond }) => {
    await ack();
    track(takers.command(spaceOf(context), body, responder(respond)));
  });
  app.shortcut({ type: 'message_action', callback_id: /.+/u }, async ({ ack, body, context, respond }) => {
    await ack();
    track(takers.messageShortcut(spaceOf(context), body, responder(respond)));
  });
  app.shortcut({ type: 'shortcut', callback_id: /.+/u }, async ({ ack, body, context }) => {
    await ack();
    track(takers.globalShortcut(spaceOf(context), body));
  });
  app.action(/.+/u, async ({ ack, body, context, respond }) => {
    await ack();
    const answerable = responseSchema.safeParse(body).success;
    track(takers.press(spaceOf(context), body, answerable ? responder(respond) : undefined));
  });
  app.view({ type: 'view_submission', callback_id: /.+/u }, ({ ack, body, context }) => {
    track(takers.submission(spaceOf(context), body, async (answer) => ack(answer)));
    return Promise.resolve();
  });
  for (const [actionId, offer] of [
    [clipsActionId, takers.clips],
    [modelsActionId, takers.models],
  ] as const) {
    app.options(actionId, async ({ ack, body, context }) => {
      // Choices in Slack's own form; Bolt types each by name.
      const options = [...(await offer(spaceOf(context), body))] as unknown as types.PlainTextOption[];
      await ack({ options });
    });
  }
  app.event(/^(?:app_mention|message)$/u, ({ event, body, context }) => {
    track(takers.message(spaceOf(context), eventIdOf(body), event));
    return Promise.resolve();
  });
  app.event(/^reaction_(?:added|removed)$/u, ({ event, body, context }) => {
    track(takers.reaction(spaceOf(context), eventIdOf(body), event));
    return Promise.resolve();
  });
  app.event('app_home_opened', ({ event, context }) => {
    const { user, tab } = homeEventSchema.parse(event);
    if (tab === 'home') track(takers.home(spaceOf(context), user));
    return Promise.resolve();
  });
  app.event(/^(?:app_uninstalled|tokens_revoked)$/u, ({ event, context }) => {
    const { enterpriseId, isEnterpriseInstall } = context;
    track(takers.departure({ space: spaceOf(context), enterpriseId, isEnterpriseInstall }, event.type, event));
    return Promise.resolve();
  });
}

/** Where an org-wide install names no workspace, the organisation is the place. */
function spaceOf({ teamId, enterpriseId }: { readonly teamId?: string; readonly enterpriseId?: string }): string {
  return teamId ?? enterpriseId ?? '';
}

function eventIdOf(body: unknown): string {
  return eventBodySchema.parse(body).event_id;
}

/** Slack shows such an answer to the one person, and takes five of them in half an hour. */
function responder(respond: RespondFn): Waiting['respond'] {
  return async ({ text, blocks, threadTs }: OutgoingMessage) => {
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    // Blocks are written in Slack's own form; Bolt types each by name.
    const typed = [...blocks] as unknown as types.KnownBlock[];
    await respond({ response_type: 'ephemeral', replace_original: false, text, blocks: typed, ...thread });
  };
}
