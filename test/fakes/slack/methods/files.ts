import { z } from 'zod';
import { SlackRefusal } from '../refusal.ts';
import type { StoredMessage } from '../message-reader.ts';
import { fileShape } from '../shapes.ts';
import type { World, WorldFile, WorldTeam } from '../world.ts';
import { checkMessage } from './check-message.ts';
import { method, type Method, type MethodScene } from './method.ts';
import { demandPostable, demandThread } from './places.ts';

const mimetypes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

function demandFile(world: World, team: WorldTeam, id: string): WorldFile {
  const file = world.files.get(id);
  if (file?.teamId !== team.id) throw new SlackRefusal('file_not_found');
  if (file.state === 'deleted') throw new SlackRefusal('file_deleted');
  return file;
}

const completeSchema = z.object({
  files: z.tuple([z.object({ id: z.string(), title: z.string().optional() })]).rest(z.object({ id: z.string() })),
  channel_id: z.string().optional(),
  thread_ts: z.string().optional(),
  initial_comment: z.string().optional(),
  blocks: z.unknown().optional(),
});

/** The message of a file comes some time after its upload was completed. */
function share(
  { world, limits, later }: MethodScene,
  team: WorldTeam,
  files: readonly WorldFile[],
  { text, blocks, channelId, threadTs }: Pick<StoredMessage, 'text' | 'blocks' | 'channelId' | 'threadTs'>,
): void {
  later(limits.processMs, () => {
    const left = files.filter(({ state }) => state === 'processing');
    for (const file of left) file.state = 'ready';
    if (channelId === '' || left.length === 0) return;
    const thread = threadTs === undefined ? {} : { threadTs };
    const message: StoredMessage = {
      ts: world.ts(),
      channelId,
      userId: team.botUserId,
      botId: team.botId,
      text,
      blocks,
      fileIds: left.map(({ id }) => id),
      edited: false,
      ...thread,
    };
    world.messages.push(message);
    for (const file of left) file.shares.push({ channelId, ts: message.ts, ...thread });
  });
}

export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': method(
    ['files:write'],
    z.object({
      filename: z.string().min(1),
      length: z.coerce.number().int().positive(),
      alt_txt: z.string().max(1_000).optional(),
    }),
    ({ world }, team, { filename: name, length }) => {
      const file: WorldFile = {
        id: world.id('F'),
        teamId: team.id,
        userId: team.botUserId,
        name,
        mimetype: mimetypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        announcedBytes: length,
        bytes: undefined,
        state: 'begun',
        readable: true,
        shares: [],
      };
      world.files.set(file.id, file);
      return { upload_url: `${world.origin()}/upload/${file.id}`, file_id: file.id };
    },
  ),
  'files.completeUploadExternal': method(['files:write'], completeSchema, (scene, team, args) => {
    const { world } = scene;
    const { files: named, channel_id: channel, thread_ts: threadTs, initial_comment: comment, blocks } = args;
    const files = named.map(({ id }) => {
      const file = demandFile(world, team, id);
      // An upload that never had its bytes, or that was completed before, is not there to complete.
      if (file.bytes === undefined || file.state !== 'begun') throw new SlackRefusal('file_not_found');
      return file;
    });
    const channelId = channel === undefined ? '' : demandPostable(world, team, channel, true).id;
    if (channelId !== '') demandThread(world, channelId, threadTs);
    const checked = blocks === undefined || comment !== undefined ? [] : checkMessage(world, team, { blocks });
    for (const file of files) file.state = 'processing';
    const thread = threadTs === undefined ? {} : { threadTs };
    share(scene, team, files, { text: comment ?? '', blocks: checked, channelId, ...thread });
    return { files: files.map((file) => fileShape(world, file)) };
  }),
  'files.info': method(['files:read'], z.object({ file: z.string() }), ({ world }, team, { file: id }) => {
    const file = demandFile(world, team, id);
    if (file.state === 'begun') throw new SlackRefusal('file_not_found');
    return { file: fileShape(world, file) };
  }),
  'files.delete': method(['files:write'], z.object({ file: z.string() }), ({ world }, team, { file: id }) => {
    const file = demandFile(world, team, id);
    if (file.userId !== team.botUserId) throw new SlackRefusal('cant_delete_file');
    file.state = 'deleted';
    file.shares.length = 0;
  }),
};

const reactionSchema = z.object({ channel: z.string(), timestamp: z.string(), name: z.string() });

export const reactionMethods: Readonly<Record<string, Method>> = {
  'reactions.add': method(['reactions:write'], reactionSchema, ({ world }, team, { channel: id, timestamp, name }) => {
    const channel = demandPostable(world, team, id).id;
    if (world.message(channel, timestamp) === undefined) throw new SlackRefusal('message_not_found');
    const key = `${channel}/${timestamp}`;
    const here = world.reactions.get(key) ?? new Map<string, Set<string>>();
    const users = here.get(name) ?? new Set<string>();
    if (users.has(team.botUserId)) throw new SlackRefusal('already_reacted');
    users.add(team.botUserId);
    here.set(name, users);
    world.reactions.set(key, here);
  }),
};
