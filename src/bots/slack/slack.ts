import { randomUUID } from 'node:crypto';
import { App, SocketModeReceiver, type AuthorizeResult, type AuthorizeSourceData, type Receiver } from '@slack/bolt';
import type { Hono } from 'hono';
import type { OpenCollection } from '../../core/database/records.ts';
import { MoraError, toMoraError } from '../../core/errors.ts';
import { inTime } from '../../core/in-time.ts';
import type { ChatAdapter } from '../chat.ts';
import { createApi, type SlackApi } from './api.ts';
import { boltLogger, clientOptions } from './client-options.ts';
import { mountInstallPages } from './http/oauth.ts';
import { createHttpReceiver } from './http/receiver.ts';
import { createAnswers } from './intake/answers.ts';
import { createClipCompleter } from './intake/complete-clips.ts';
import { createModelCompleter } from './intake/complete-models.ts';
import { createClaims } from './intake/claims.ts';
import { createFileOpener } from './intake/files.ts';
import { createHome } from './intake/home.ts';
import type { IntakeParts } from './intake/intake-parts.ts';
import { listen } from './intake/listen.ts';
import { createCommandTaker } from './intake/take-command.ts';
import { createDepartureTaker } from './intake/take-departure.ts';
import { createMentionTaker } from './intake/take-mention.ts';
import { createPressTaker } from './intake/take-press.ts';
import { createReactionTaker } from './intake/take-reaction.ts';
import { createShortcutTaker } from './intake/take-shortcut.ts';
import { createSubmissionTaker } from './intake/take-submission.ts';
import { openMemory } from './memory.ts';
import { createPace, type CallPace } from './pace.ts';
import type { Bot, SlackParts } from './parts.ts';
import { createPeople, platform } from './people.ts';
import { createCards } from './place/cards.ts';
import { createDeliverer } from './place/deliver.ts';
import { createEntries } from './place/entries.ts';
import { refusalOf } from './refusal.ts';
import { keepSocket, type Socket } from './socket.ts';
import type { SlackTransport } from './transport.ts';
import { openWorkspaces, type Workspace } from './workspaces/workspaces.ts';

/** Milliseconds that calls under way have to end at a shutdown. */
const shutdownMs = 5_000;

/** What the adapter is built from. */
export type SlackOptions = Pick<SlackParts, 'studio' | 'commands' | 'artifacts' | 'links' | 'logger'> & {
  readonly transport: SlackTransport;
  /** Another place than Slack's own, with a slash at its end, such as a server on loopback. */
  readonly apiUrl: string | undefined;
  /** Where the requests of the HTTP transport come in. */
  readonly web: { readonly app: Hono };
  readonly collection: OpenCollection;
  /** Milliseconds since 1970. */
  readonly nowMs?: () => number;
};

/** Slack as a chat of the studio. */
export interface SlackAdapter extends ChatAdapter {
  /** Resolves once what happens comes in. Rejects where a token is refused. */
  ready(): Promise<void>;
}

/**
 * Slack allows about fifty changes of messages a minute in a workspace, whatever the channel: cards take forty, so that
 * outcomes and galleries have the rest.
 */
const cardPace = {
  intervalMs: 2_000,
  perGroup: { count: 10, windowMs: 15_000 },
  overall: { count: 8, windowMs: 1_000 },
} as const;

export function createSlack(options: SlackOptions): SlackAdapter {
  const { transport, apiUrl, web, collection, logger, nowMs = Date.now } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const memory = openMemory(collection);
  const sdkOptions = clientOptions(apiUrl, logger, signal);
  const workspaces = openWorkspaces({ collection, transport, apiUrl, logger, signal, nowMs });
  const apis = createApis();
  const parts: SlackParts = {
    ...options,
    apiOf: async (space) => apis.of(space, await demandWorkspace(space)),
    botOf: async (space) => botOf(await workspaces.find(space)),
    people: createPeople({ apiOf: (space) => parts.apiOf(space), nowMs, logger }),
    memory,
    processId: randomUUID(),
    nowMs,
    signal,
  };
  const cards = createCards(parts);
  const deliverer = createDeliverer(parts, cards);
  const entries = createEntries(parts);
  const showHome = createHome(parts);
  const ready = Promise.withResolvers<void>();
  // Whoever does not wait for it is not to be ended by its failure.
  ready.promise.catch(() => undefined);
  const underWay = new Set<Promise<void>>();
  let socket: Socket | undefined;
  let connecting: Promise<void> = Promise.resolve();
  let closeReceiver = (): Promise<unknown> => Promise.resolve();

  async function demandWorkspace(space: string): Promise<Workspace> {
    const workspace = await workspaces.find(space);
    if (workspace !== undefined) return workspace;
    throw new MoraError('not-allowed', 'The app is not installed in this workspace any more.');
  }

  /** One client a workspace, kept while its token is the same. */
  function createApis(): { of(space: string, workspace: Workspace): SlackApi } {
    const known = new Map<string, { readonly token: string; readonly api: SlackApi; readonly pace: CallPace }>();
    return {
      of(space, { botToken: token, isEnterprise }) {
        const kept = known.get(space);
        if (kept !== undefined && kept.token === token) return kept.api;
        const pace = kept?.pace ?? createPace();
        const team = isEnterprise ? { teamId: space } : {};
        const api = createApi({ token, ...team, clientOptions: sdkOptions, pace, apiUrl, signal });
        known.set(space, { token, api, pace });
        return api;
      },
    };
  }

  async function connect(): Promise<void> {
    const receiver = createReceiver();
    closeReceiver = () => receiver.stop();
    // What comes in before it is known who we are is refused, so that Slack sends it again.
    await workspaces.open();
    // Bolt has an app for its listeners only: sending is ours.
    const app = new App({
      receiver,
      authorize,
      convoStore: false,
      ignoreSelf: false,
      clientOptions: sdkOptions,
      logger: boltLogger(logger),
    });
    app.error((error) => {
      logger.error({ err: error }, 'slack-event-failed');
      return Promise.resolve();
    });
    const intake: IntakeParts = {
      parts,
      answers: createAnswers(parts, cards, deliverer),
      entries,
      claims: createClaims(memory, nowMs),
      open: createFileOpener(parts, apiUrl),
    };
    const mentions = createMentionTaker(intake);
    const shortcuts = createShortcutTaker(intake);
    const takers = {
      command: createCommandTaker(intake),
      messageShortcut: shortcuts.takeMessage,
      globalShortcut: shortcuts.takeGlobal,
      press: createPressTaker({ ...intake, readMention: mentions.readMention, showHome }),
      submission: createSubmissionTaker(intake),
      clips: createClipCompleter(parts),
      models: createModelCompleter(parts),
      message: mentions.take,
      reaction: createReactionTaker(intake),
      home: showHome,
      departure: createDepartureTaker(parts, ({ space, enterpriseId, isEnterpriseInstall }) =>
        workspaces.remove(space, enterpriseId, isEnterpriseInstall),
      ),
    };
    listen(app, takers, track);
    if (receiver instanceof SocketModeReceiver) {
      socket = keepSocket(receiver, logger, signal);
      await socket.opened;
    }
    ready.resolve();
  }

  function createReceiver(): Receiver {
    if (transport.kind === 'socket') {
      const { appToken } = transport;
      const client = { installerOptions: { clientOptions: sdkOptions } };
      return new SocketModeReceiver({ appToken, logger: boltLogger(logger), autoReconnectEnabled: false, ...client });
    }
    const { signingSecret, oauth } = transport;
    const receiver = createHttpReceiver({ signingSecret, logger });
    receiver.mount(web.app);
    if (oauth !== undefined) {
      mountInstallPages({ app: web.app, oauth, workspaces, collection, apiUrl, logger, signal, nowMs });
    }
    return receiver;
  }

  async function authorize(source: AuthorizeSourceData<boolean>): Promise<AuthorizeResult> {
    const { teamId, enterpriseId, isEnterpriseInstall } = source;
    const workspace = await workspaces.find(teamId, enterpriseId, isEnterpriseInstall);
    if (workspace === undefined) throw new Error('The app is not installed there.');
    const { botToken, botUserId, botId } = workspace;
    return { botToken, botUserId, ...(botId === undefined ? {} : { botId }) };
  }

  function track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        // What nobody could be told of any more; a token that was taken back is no fault of ours.
        const level = refusalOf(error) === 'gone' ? 'warn' : 'error';
        logger[level]({ err: error }, 'slack-event-failed');
      })
      .then(() => void underWay.delete(tracked));
    underWay.add(tracked);
  }

  return {
    platform,
    cardPace,
    // Slack counts changes of messages by the workspace.
    cardGroup: ({ space }) => space,
    ready: () => ready.promise,
    start() {
      connecting = connect().catch((error: unknown) => {
        ready.reject(error);
        const { code, userMessage } = toMoraError(error);
        // The other chats of the studio go on.
        if (!signal.aborted && code !== 'cancelled') logger.error({ err: error, code }, `slack-closed: ${userMessage}`);
      });
      return Promise.resolve();
    },
    async showCard(card) {
      const { thread, personId, status } = card;
      // The last card of a task comes once its outcome has its place: the Home tab can lead there.
      const isLast = status === 'done' || status === 'failed' || status === 'cancelled';
      if (isLast && showHome.isOpen(thread.space, personId)) track(showHome(thread.space, personId));
      await cards.show(card);
    },
    deliver: (delivery, until) => deliverer.deliver(delivery, until),
    showEntry: (entry) => entries.show(entry),
    hideEntry: (row) => entries.hide(row),
    async stop() {
      await (socket === undefined ? closeReceiver() : socket.close());
      stopping.abort();
      await connecting;
      // What waits for Slack's rate limits would hold up the whole shutdown; it is taken up again after the start.
      await inTime(Promise.all(underWay), shutdownMs, () => undefined);
    },
  };
}

function botOf(workspace: Workspace | undefined): Bot | undefined {
  return workspace && { userId: workspace.botUserId, token: workspace.botToken };
}
