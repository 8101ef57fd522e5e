import { discordPeople } from './discord-people.ts';
import type { People } from './people.ts';
import type { AskPlace } from './plan-storm.ts';
import { playgroundPeople } from './playground-people.ts';
import { slackPeople } from './slack-people.ts';
import type { StormHouse } from './storm-house.ts';

/** The people of all chats. */
export async function gatherPeople(house: StormHouse): Promise<Readonly<Record<AskPlace, People>>> {
  return {
    discord: await discordPeople(house),
    slack: await slackPeople(house),
    playground: await playgroundPeople(house),
  };
}
