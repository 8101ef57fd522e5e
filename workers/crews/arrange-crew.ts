import { agents, type Agent } from '../../src/core/agents.ts';
import type { Arrangement } from '../../src/core/studio/studio.ts';
import { readyMadeCrews, type CrewName } from './ready-made.ts';

/** An arrangement with a ready-made crew behind it: what the operator wrote about an agent wins. */
export function arrangeCrew(arrangement: Arrangement, name: CrewName): Arrangement {
  const crew = readyMadeCrews[name];
  const wishes = agents.flatMap((agent) => (agent === 'finish' ? [] : [[agent, crew.agents[agent]] as const]));
  const open = wishes.filter(([agent]) => arrangement.preferences[agent] === undefined);
  const wanted: [Agent, readonly string[]][] = open.map(([agent, wish]) => [agent, wish.wanted]);
  const standIns = open.flatMap(([agent, { standIn }]) => (standIn === undefined ? [] : [[agent, standIn] as const]));
  // Who names the one that sets in motion has an opinion on editing, too.
  const editors =
    arrangement.editors ?? (arrangement.preferences['image-to-video'] === undefined ? crew.editors : undefined);
  return {
    ...arrangement,
    preferences: { ...Object.fromEntries(wanted), ...arrangement.preferences },
    standIns: Object.fromEntries(standIns),
    ...(editors === undefined ? {} : { editors }),
  };
}
