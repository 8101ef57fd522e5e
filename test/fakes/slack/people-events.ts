import type { FakeWorldPort, PortChannel, PortTeam } from './people-port.ts';
import type { FakeSentEvent, PeopleScene } from './people-scene.ts';
import { slackText } from './payloads-markup.ts';

/** What people do that the app hears of as events. */
export interface PeopleEvents {
  /**
   * Says something. The app hears of it as `message` in direct messages, as `app_mention` where it is mentioned in a
   * channel that it is in, and as `message` in channels where it subscribed to that. Mentions are `<@U…>`.
   */
  say(o: {
    teamId: string;
    channelId: string;
    userId: string;
    text: string;
    threadTs?: string;
    files?: readonly { readonly id: string }[];
    mentionsBot?: boolean;
  }): { readonly ts: string };
  /** Adds or takes away a reaction; nothing is sent where that changes nothing. */
  react(o: { teamId: string; userId: string; channelId: string; ts: string; reaction: string; remove?: boolean }): void;
  openHome(o: { teamId: string; userId: string; tab?: 'home' | 'messages' }): void;
  /** Removes the app: `app_uninstalled` and `tokens_revoked`, which come in no fixed order. */
  uninstall(teamId: string, first?: 'app_uninstalled' | 'tokens_revoked'): void;
  /** The same event, or the same command or interaction by its envelope, once more. */
  redeliver(id: string): void;
  /** Every event that was sent to the app, oldest first. */
  events(): readonly FakeSentEvent[];
}

const CHANNEL_TYPES = { public: 'channel', private: 'group', direct: 'im' } as const;
const MESSAGE_EVENTS = { public: 'message.channels', private: 'message.groups', direct: 'message.im' } as const;

/** Lets people do these things in the scene. */
export function createEvents(scene: PeopleScene): PeopleEvents {
  const { world, subscribed } = scene;

  function tellOf(
    team: PortTeam,
    name: string,
    event: Readonly<Record<string, unknown>> & { readonly type: string },
  ): void {
    if (subscribed.has(name)) scene.tell(team, event);
  }

  return {
    say({ mentionsBot = false, ...o }) {
      const team = scene.team(o.teamId);
      const channel = world.channel(o.channelId);
      const mention = mentionsBot ? `<@${team.botUserId}> ` : '';
      const text = mention + slackText(world, o.text, { withNames: false });
      const { ts } = world.say({ ...o, text });
      if (!hears(channel)) return { ts };
      const event = messageEvent(world, team, channel, ts);
      const isMentioned = text.includes(`<@${team.botUserId}>`);
      // There is no app_mention in direct messages: https://docs.slack.dev/reference/events/app_mention/
      if (isMentioned && channel.kind !== 'direct') tellOf(team, 'app_mention', { ...event, type: 'app_mention' });
      tellOf(team, MESSAGE_EVENTS[channel.kind], {
        ...event,
        type: 'message',
        ...((o.files?.length ?? 0) === 0 ? {} : { subtype: 'file_share' }),
        channel_type: CHANNEL_TYPES[channel.kind],
      });
      return { ts };
    },
    react({ remove = false, ...o }) {
      const team = scene.team(o.teamId);
      const author = world.message(o.channelId, o.ts)?.['user'];
      if (!world.react({ ...o, remove }) || !hears(world.channel(o.channelId))) return;
      const type = remove ? 'reaction_removed' : 'reaction_added';
      tellOf(team, type, {
        type,
        user: o.userId,
        reaction: o.reaction,
        ...(author === undefined ? {} : { item_user: author }),
        item: { type: 'message', channel: o.channelId, ts: o.ts },
        event_ts: scene.timestamp(),
      });
    },
    openHome({ teamId, userId, tab = 'home' }) {
      const team = scene.team(teamId);
      const view = tab === 'home' ? world.home(teamId, userId) : undefined;
      tellOf(team, 'app_home_opened', {
        type: 'app_home_opened',
        user: userId,
        channel: world.directChannel(teamId, userId).id,
        tab,
        ...(view === undefined ? {} : { view }),
        event_ts: scene.timestamp(),
      });
    },
    uninstall(teamId, first = 'app_uninstalled') {
      const team = scene.team(teamId);
      world.uninstall(teamId);
      const uninstalled = { type: 'app_uninstalled', event_ts: scene.timestamp() };
      const revoked = {
        type: 'tokens_revoked',
        tokens: { oauth: [], bot: [team.botUserId] },
        event_ts: scene.timestamp(),
      };
      const both = first === 'app_uninstalled' ? [uninstalled, revoked] : [revoked, uninstalled];
      for (const event of both) tellOf(team, event.type, event);
    },
    redeliver: (id) => scene.deliveries.redeliver(id),
    events: () => scene.events,
  };
}

/** An app hears only of channels that it is in. */
function hears(channel: PortChannel): boolean {
  return channel.kind === 'direct' || channel.botIsMember;
}

/** The message as the event has it: whole, with its files. */
function messageEvent(world: FakeWorldPort, team: PortTeam, channel: PortChannel, ts: string) {
  const message = world.message(channel.id, ts);
  if (message === undefined) throw new Error(`There is no message ${ts} in ${channel.id}`);
  // In events the place stands beside the message, and reactions come as events of their own.
  const { type: _type, subtype: _subtype, reactions: _reactions, ...rest } = message;
  return { ...rest, team: team.id, channel: channel.id, event_ts: ts };
}
