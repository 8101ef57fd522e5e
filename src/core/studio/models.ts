import { agents, type Agent } from '../agents.ts';
import type { MotionSkills, Price } from '../provider.ts';
import type { WorkerPresence } from '../queue/task-queue.ts';

/** A provider that people can choose. */
export interface ModelOffer {
  /** By which it is chosen: `replicate/wan-2.2-i2v-fast`. */
  readonly name: string;
  readonly label: string;
  /** What it plays. */
  readonly agents: readonly Agent[];
  readonly motion?: MotionSkills;
  /** What a turn of its main agent costs about; absent where it is free. */
  readonly price?: Price;
  /** Why it takes no turns just now. */
  readonly stopped?: string;
}

/** The agents that a model makes a difference for, the one that people mean by it first. */
const chosenFor: readonly Agent[] = ['image-to-video', 'connect', 'image-to-image', 'text-to-image', 'prompt'];

/** What the live workers have to choose from, by name. Plain media work is nobody's choice. */
export function offersOf(workers: readonly WorkerPresence[]): readonly ModelOffer[] {
  const names = [...new Set(workers.flatMap(({ providers }) => Object.keys(providers)))].toSorted();
  return names.flatMap((name): ModelOffer[] => {
    const there = workers.filter(({ providers }) => providers[name] !== undefined);
    const played = agents.filter((agent) => there.some((worker) => worker.agents[agent]?.includes(name)));
    const main = chosenFor.find((agent) => played.includes(agent));
    // Where one worker can, the model can.
    const best = there.find(({ providers }) => providers[name]?.stopped === undefined) ?? there[0];
    const facts = best?.providers[name];
    if (main === undefined || best === undefined || facts === undefined) return [];
    const motion = best.motion[name];
    const price = facts.prices[main];
    const { label, stopped } = facts;
    return [
      {
        name,
        label,
        agents: played,
        ...(motion === undefined ? {} : { motion }),
        ...(price === undefined ? {} : { price }),
        ...(stopped === undefined ? {} : { stopped }),
      },
    ];
  });
}
