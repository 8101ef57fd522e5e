import { openAsBlob } from 'node:fs';
import { webApi } from '@slack/bolt';
import { z } from 'zod';
import { MoraError } from '../../core/errors.ts';
import type { CallPace } from './pace.ts';
import { refusalOf } from './refusal.ts';
import {
  channelAnswerSchema,
  fileAnswerSchema,
  messageSchema,
  messagesSchema,
  postedSchema,
  uploadSchema,
  userAnswerSchema,
  userGroupsSchema,
  type FileAnswer,
  type Posted,
  type SlackChannel,
  type SlackMessage,
  type SlackUser,
  type SlackUserGroup,
  type Upload,
} from './wire.ts';

/** Blocks in Slack's own form. */
export type Blocks = readonly Readonly<Record<string, unknown>>[];

/** A message on its way to Slack. */
export interface OutgoingMessage {
  /** What notifications and screen readers say; escaped. */
  readonly text: string;
  readonly blocks: Blocks;
  /** The first message of the thread that it goes into. */
  readonly threadTs?: string | undefined;
  /** How it is known again after a crash. */
  readonly mark?: Mark;
}

/** What a message of ours is about, kept in its metadata. */
export interface Mark {
  readonly kind: 'mora_card' | 'mora_outcome';
  readonly key: string;
}

/** A file that becomes a message. */
export interface Share {
  readonly fileId: string;
  readonly title: string;
  readonly channel: string;
  readonly threadTs?: string | undefined;
  readonly blocks: Blocks;
}

/** What we ask of Slack's Web API for one workspace. */
export interface SlackApi {
  post(channel: string, message: OutgoingMessage, signal?: AbortSignal): Promise<Posted>;
  update(channel: string, ts: string, message: OutgoingMessage, signal?: AbortSignal): Promise<void>;
  delete(channel: string, ts: string): Promise<void>;
  /** Says something in a channel that one person sees. */
  whisper(channel: string, user: string, message: OutgoingMessage): Promise<void>;
  /** Messages of a channel, the newest first; those since `oldest`, where it is given. */
  history(channel: string, page: Page): Promise<Messages>;
  /** A thread, the oldest first, beginning with its parent. */
  replies(channel: string, threadTs: string, page: Page): Promise<Messages>;
  /** Address of a message; undefined where Slack gives none. */
  permalink(channel: string, ts: string): Promise<string | undefined>;
  /** The channel of direct messages with somebody. */
  direct(user: string): Promise<string>;
  join(channel: string): Promise<void>;
  channel(channel: string): Promise<SlackChannel>;
  user(user: string): Promise<SlackUser>;
  /** Ids of the user groups by their members. */
  userGroups(): Promise<readonly SlackUserGroup[]>;
  openView(triggerId: string, view: View): Promise<string>;
  updateView(viewId: string, view: View, hash?: string): Promise<void>;
  publishHome(user: string, view: View): Promise<void>;
  react(channel: string, ts: string, name: string): Promise<void>;
  beginUpload(file: { readonly name: string; readonly sizeBytes: number; readonly altText?: string }): Promise<Upload>;
  /** Sends the bytes of a file on this machine. */
  sendBytes(upload: Upload, path: string, signal: AbortSignal): Promise<void>;
  /** Ends an upload. With a place, the file becomes a message there, some time later. */
  completeUpload(file: Share | Pick<Share, 'fileId' | 'title'>, signal?: AbortSignal): Promise<void>;
  file(fileId: string): Promise<FileAnswer>;
  deleteFile(fileId: string): Promise<void>;
}

/** A modal or a Home tab in Slack's own form. */
export type View = Readonly<Record<string, unknown>>;

export interface Page {
  readonly oldest?: string | undefined;
  readonly inclusive?: boolean;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Messages {
  readonly messages: readonly SlackMessage[];
  readonly cursor?: string;
}

export interface ApiOptions {
  readonly token: string;
  /** Needed with the token of a whole organisation. */
  readonly teamId?: string;
  readonly clientOptions: webApi.WebClientOptions;
  readonly pace: CallPace;
  /** Hosts of upload addresses beside Slack's own: that of a server which stands in for it. */
  readonly apiUrl: string | undefined;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** How often a call waits for what Slack says it has to, and how long in all: then the queue, or the next card, tries again. */
const maxWaits = 3;
const longestWaitS = 30;

const uploadHost = 'files.slack.com';
const uploadTimeoutMs = 10 * 60_000;

export function createApi({ token, teamId, clientOptions, pace, apiUrl, signal: stopped }: ApiOptions): SlackApi {
  const client = new webApi.WebClient(token, { ...clientOptions, ...(teamId === undefined ? {} : { teamId }) });
  const extraOrigin = apiUrl === undefined ? undefined : new URL(apiUrl).origin;

  async function call(method: string, args: Record<string, unknown>, signal: AbortSignal = stopped): Promise<unknown> {
    const { channel = args['channel_id'] } = args;
    const paced = { method, channel: typeof channel === 'string' ? channel : undefined };
    for (let waits = 0; ; waits += 1) {
      const ended = await pace.enter(paced, signal);
      try {
        return await client.apiCall(method, args);
      } catch (error) {
        if (!(error instanceof webApi.WebAPIRateLimitedError)) throw error;
        pace.rest(paced, error.retryAfter * 1_000);
        if (waits + 1 >= maxWaits || error.retryAfter > longestWaitS) throw error;
      } finally {
        ended();
      }
    }
  }

  /** A channel that the bot may join, it joins when it is needed there. */
  async function callInside(
    channel: string,
    method: string,
    args: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<unknown> {
    try {
      return await call(method, args, signal);
    } catch (error) {
      if (refusalOf(error) !== 'not-in') throw error;
      await call('conversations.join', { channel });
      return call(method, args, signal);
    }
  }

  const bodyOf = ({ text, blocks, threadTs, mark }: OutgoingMessage): Record<string, unknown> => ({
    text,
    blocks,
    unfurl_links: false,
    unfurl_media: false,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(mark === undefined ? {} : { metadata: { event_type: mark.kind, event_payload: { key: mark.key } } }),
  });

  async function messages(method: string, args: Record<string, unknown>, page: Page): Promise<Messages> {
    const answer = await call(method, { ...args, ...page, include_all_metadata: true });
    const { messages: raw, response_metadata: more } = messagesSchema.parse(answer);
    const cursor = more?.next_cursor ?? '';
    return {
      // What is no message that we can read is none of ours.
      messages: raw.flatMap((one) => messageSchema.safeParse(one).data ?? []),
      ...(cursor === '' ? {} : { cursor }),
    };
  }

  return {
    post: async (channel, message, signal) =>
      postedSchema.parse(await callInside(channel, 'chat.postMessage', { channel, ...bodyOf(message) }, signal)),
    async update(channel, ts, message, signal) {
      await call('chat.update', { channel, ts, ...bodyOf(message) }, signal);
    },
    delete: async (channel, ts) => void (await call('chat.delete', { channel, ts })),
    whisper: async (channel, user, message) =>
      void (await call('chat.postEphemeral', { channel, user, ...bodyOf(message) })),
    history: (channel, page) => messages('conversations.history', { channel }, page),
    replies: (channel, ts, page) => messages('conversations.replies', { channel, ts }, page),
    async permalink(channel, ts) {
      const answer = await call('chat.getPermalink', { channel, message_ts: ts });
      return z.object({ permalink: z.url() }).safeParse(answer).data?.permalink;
    },
    direct: async (user) => channelAnswerSchema.parse(await call('conversations.open', { users: user })).channel.id,
    join: async (channel) => void (await call('conversations.join', { channel })),
    channel: async (channel) => channelAnswerSchema.parse(await call('conversations.info', { channel })).channel,
    user: async (user) => userAnswerSchema.parse(await call('users.info', { user, include_locale: true })).user,
    userGroups: async () => userGroupsSchema.parse(await call('usergroups.list', { include_users: true })).usergroups,
    async openView(triggerId, view) {
      const answer = await call('views.open', { trigger_id: triggerId, view });
      return z.object({ view: z.object({ id: z.string() }) }).parse(answer).view.id;
    },
    async updateView(viewId, view, hash) {
      await call('views.update', { view_id: viewId, view, ...(hash === undefined ? {} : { hash }) });
    },
    publishHome: async (user, view) => void (await call('views.publish', { user_id: user, view })),
    react: async (channel, timestamp, name) => void (await call('reactions.add', { channel, timestamp, name })),
    async beginUpload({ name, sizeBytes, altText }) {
      const alt = altText === undefined ? {} : { alt_txt: altText };
      return uploadSchema.parse(
        await call('files.getUploadURLExternal', { filename: name, length: sizeBytes, ...alt }),
      );
    },
    async sendBytes({ upload_url: address }, path, signal) {
      const url = new URL(address);
      const known = url.protocol === 'https:' && url.hostname === uploadHost;
      if (!known && url.origin !== extraOrigin) {
        throw new MoraError('internal', 'Slack named an unknown place for a file.', { detail: url.hostname });
      }
      const until = AbortSignal.any([signal, stopped, AbortSignal.timeout(uploadTimeoutMs)]);
      const answer = await fetch(url, {
        method: 'POST',
        body: await openAsBlob(path),
        redirect: 'error',
        signal: until,
      });
      await answer.body?.cancel();
      if (!answer.ok) {
        throw new MoraError('unavailable', 'Slack cannot be reached just now.', { detail: `upload ${answer.status}` });
      }
    },
    async completeUpload(file, signal) {
      const files = [{ id: file.fileId, title: file.title }];
      if (!('channel' in file)) return void (await call('files.completeUploadExternal', { files }, signal));
      const { channel, threadTs, blocks } = file;
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      const said = blocks.length === 0 ? {} : { blocks };
      const args = { files, channel_id: channel, ...said, ...thread };
      await callInside(channel, 'files.completeUploadExternal', args, signal);
    },
    file: async (file) => fileAnswerSchema.parse(await call('files.info', { file })).file,
    deleteFile: async (file) => void (await call('files.delete', { file })),
  };
}
