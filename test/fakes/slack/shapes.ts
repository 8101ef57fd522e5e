import type { StoredMessage } from './message-reader.ts';
import type { World, WorldFile, WorldUser } from './world.ts';

type Shape = Readonly<Record<string, unknown>>;

/** A message as conversations.history and message shortcuts give it. */
export function messageShape(world: World, message: StoredMessage): Shape {
  const { ts, channelId, threadTs, userId, botId, text, blocks, metadata, fileIds, edited, onlyFor } = message;
  const files = fileIds.flatMap((id) => {
    const file = world.files.get(id);
    return file === undefined ? [] : [fileShape(world, file)];
  });
  const given = [...(world.reactions.get(`${channelId}/${ts}`) ?? [])].filter(([, users]) => users.size > 0);
  return {
    type: 'message',
    ts,
    text,
    ...(userId === undefined ? {} : { user: userId }),
    ...(botId === undefined ? {} : { bot_id: botId }),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    // A parent has its own ts there once somebody has answered.
    ...(threadTs === undefined && hasReplies(world, message) ? { thread_ts: ts } : {}),
    ...(blocks.length === 0 ? {} : { blocks: blocks.map((block, index) => ({ block_id: `b${index}`, ...block })) }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(files.length === 0 ? {} : { files }),
    ...(edited ? { edited: { user: userId, ts } } : {}),
    ...(onlyFor === undefined ? {} : { is_ephemeral: true }),
    ...(given.length === 0
      ? {}
      : { reactions: given.map(([name, users]) => ({ name, users: [...users], count: users.size })) }),
  };
}

function hasReplies(world: World, { channelId, ts }: StoredMessage): boolean {
  return world.messages.some((other) => other.channelId === channelId && other.threadTs === ts);
}

/** A file as Slack gives it in messages and by files.info. */
export function fileShape(world: World, file: WorldFile): Shape {
  const origin = world.origin();
  const address = `${origin}/files-pri/${file.teamId}-${file.id}/${encodeURIComponent(file.name)}`;
  const ready = file.state === 'ready';
  const shares: { public: Record<string, unknown[]>; private: Record<string, unknown[]> } = { public: {}, private: {} };
  for (const { channelId, ts, threadTs } of file.shares) {
    const kind = world.channel(channelId).kind === 'public' ? 'public' : 'private';
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    (shares[kind][channelId] ??= []).push({ ts, ...thread });
  }
  return {
    id: file.id,
    name: file.name,
    title: file.name,
    mimetype: ready ? file.mimetype : '',
    filetype: ready ? file.mimetype.split('/')[1] : '',
    user: file.userId,
    size: file.bytes?.length ?? file.announcedBytes,
    mode: 'hosted',
    url_private: address,
    url_private_download: `${address}?download`,
    permalink: `${origin}/files/${file.userId}/${file.id}/${encodeURIComponent(file.name)}`,
    file_access: 'visible',
    shares,
  };
}

export function userInfo(user: WorldUser, withLocale: boolean): Shape {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name.toLowerCase(),
    real_name: user.name,
    is_admin: user.admin,
    is_owner: user.owner,
    is_bot: false,
    deleted: false,
    profile: { display_name: user.name, real_name: user.name },
    ...(withLocale ? { locale: user.locale } : {}),
  };
}
