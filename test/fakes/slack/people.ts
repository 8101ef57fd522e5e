import type { FakeHttpEvents } from './http-events.ts';
import { createCommands, type PeopleCommands } from './people-commands.ts';
import { createEvents, type PeopleEvents } from './people-events.ts';
import type { PeopleScene } from './people-scene.ts';
import { createViews, type PeopleViews } from './people-views.ts';

/** What people do; each act reaches the app over its sockets or as a signed request. */
export interface FakePeople extends PeopleCommands, PeopleViews, PeopleEvents, FakeHttpEvents {}

/** What the app's manifest subscribes to; `message.channels` and `message.groups` are left out. */
export const USUAL_EVENTS = [
  'app_mention',
  'message.im',
  'reaction_added',
  'reaction_removed',
  'app_home_opened',
  'app_uninstalled',
  'tokens_revoked',
] as const;

/** Lets people act in the scene; `http` is how their acts travel once a test calls `deliverTo`. */
export function createPeople(scene: PeopleScene, http: FakeHttpEvents): FakePeople {
  const { deliverTo, verifyUrl, posts } = http;
  return { ...createCommands(scene), ...createViews(scene), ...createEvents(scene), deliverTo, verifyUrl, posts };
}
