import type { MethodScene } from './methods/method.ts';
import { demandView } from './methods/views.ts';
import { messageShape, fileShape } from './shapes.ts';
import type { FakeWorldPort } from './people-port.ts';
import { takeAnswer } from './side-doors.ts';
import type { StoredMessage } from './message-reader.ts';

/** The world as people act in it. */
export function createPort({ world, limits }: Pick<MethodScene, 'world' | 'limits'>, appId: string): FakeWorldPort {
  return {
    appId,
    nowMs: () => world.clock.nowMs(),
    team: (id) => world.team(id),
    user: (id) => world.user(id),
    channel: (id) => world.channel(id),
    directChannel: (teamId, userId) => world.directChannel(teamId, userId),
    message(channelId, ts) {
      const message = world.message(channelId, ts);
      return message && messageShape(world, message);
    },
    file: (id) => fileShape(world, world.file(id)),
    say({ channelId, userId, text, threadTs, files = [] }) {
      const message: StoredMessage = {
        ts: world.ts(),
        channelId,
        userId,
        text,
        blocks: [],
        fileIds: files.map(({ id }) => id),
        edited: false,
        ...(threadTs === undefined ? {} : { threadTs }),
      };
      world.messages.push(message);
      return { ts: message.ts };
    },
    react({ channelId, ts, userId, reaction, remove }) {
      const key = `${channelId}/${ts}`;
      const here = world.reactions.get(key) ?? new Map<string, Set<string>>();
      const users = here.get(reaction) ?? new Set<string>();
      world.reactions.set(key, here);
      here.set(reaction, users);
      if (remove) return users.delete(userId);
      const isNew = !users.has(userId);
      users.add(userId);
      return isNew;
    },
    openTrigger({ teamId, userId }) {
      const id = `${world.ts()}.${world.id('trigger')}`;
      world.triggers.set(id, { teamId, userId, atMs: world.clock.nowMs(), used: false });
      return id;
    },
    openResponseUrl({ teamId, channelId, userId, messageTs }) {
      const id = world.id('R');
      const message = messageTs === undefined ? {} : { messageTs };
      world.responseUrls.set(id, { teamId, channelId, userId, ...message, atMs: world.clock.nowMs(), uses: 0 });
      return `${world.origin()}/response/${id}`;
    },
    answerCommand({ responseUrl, body }) {
      takeAnswer(world, limits, responseUrl.split('/').at(-1) ?? '', body);
    },
    home: (_teamId, userId) => world.homes.get(userId),
    modal: (_teamId, userId) => world.modals.get(userId)?.at(-1),
    answerView({ teamId, userId, viewId, action, view }) {
      const open = world.modals.get(userId) ?? [];
      switch (action) {
        case 'clear':
          world.modals.delete(userId);
          return;
        case 'close':
          world.modals.set(
            userId,
            open.filter(({ id }) => id !== viewId),
          );
          return;
        case 'push':
          world.modals.set(userId, [...open, demandView(world, world.team(teamId), view, 'modal')]);
          return;
        case 'update': {
          const next = { ...demandView(world, world.team(teamId), view, 'modal'), id: viewId };
          world.modals.set(
            userId,
            open.map((one) => (one.id === viewId ? next : one)),
          );
        }
      }
    },
    uninstall(teamId) {
      world.team(teamId).installed = false;
    },
  };
}
