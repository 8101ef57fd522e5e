import { randomUUID } from 'node:crypto';
import type { Deliveries } from './people-deliveries.ts';
import type { FakeWorldPort, PortTeam } from './people-port.ts';
import { eventEnvelope, timestampOf } from './payloads.ts';

/** An event that the app was sent. */
export interface FakeSentEvent {
  readonly eventId: string;
  readonly type: string;
  /** The envelope as it was sent, with the event in it. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What all acts of people share. */
export interface PeopleScene {
  readonly world: FakeWorldPort;
  readonly deliveries: Deliveries;
  /** The names that the app subscribed to, as in its manifest: `message.im`, `app_mention` … */
  readonly subscribed: ReadonlySet<string>;
  /** Every event sent, oldest first. */
  readonly events: readonly FakeSentEvent[];
  /** @throws Error where the app is not installed there */
  team(teamId: string): PortTeam;
  /** A moment of its own: action_ts, event_ts. */
  timestamp(): string;
  /** Sends an event to the app; its id. */
  tell(team: PortTeam, event: Readonly<Record<string, unknown>> & { readonly type: string }): string;
}

/** Sets the scene on `world`. */
export function createScene(o: {
  world: FakeWorldPort;
  deliveries: Deliveries;
  subscribed: ReadonlySet<string>;
}): PeopleScene {
  const events: FakeSentEvent[] = [];
  let moments = 0;
  return {
    ...o,
    events,
    team(teamId) {
      const team = o.world.team(teamId);
      if (!team.installed) throw new Error(`The app is not installed in ${teamId}`);
      return team;
    },
    timestamp() {
      moments += 1;
      return timestampOf(o.world.nowMs(), moments);
    },
    tell(team, event) {
      const eventId = `Ev${randomUUID().replaceAll('-', '').slice(0, 9).toUpperCase()}`;
      const payload = eventEnvelope(o.world, { team, eventId, event });
      events.push({ eventId, type: event.type, payload });
      o.deliveries.event(eventId, payload);
      return eventId;
    },
  };
}
