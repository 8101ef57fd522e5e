import { z } from 'zod';
import { agents, type Agent } from '../agents.ts';
import { isMeant, type Preferences } from '../studio/crew.ts';
import type { Arrangement } from '../studio/studio.ts';
import { checkShape, sectionSchema } from './check-shape.ts';
import type { Report } from './problems.ts';
import type { Limits, Surroundings } from './setup.ts';

/** Most turns of an agent at a time that a worker can be told to take. */
export const maxLimit = 64;

/** Reads the section `crew`: who is wanted for each agent, and how many turns at a time. */
export function readCrew(
  section: unknown,
  { providers }: Surroundings,
  report: Report,
): {
  readonly preferences: Preferences;
  readonly limits: Limits;
  /** What is said of image-to-video alone. */
  readonly motion: Pick<Arrangement, 'oneStep' | 'editors'>;
} {
  const preferences: { [A in Agent]?: readonly string[] } = {};
  const limits: { [A in Agent]?: number } = {};
  const motion: { oneStep?: boolean; editors?: readonly string[] } = {};
  const entries = Object.entries(checkShape(sectionSchema, section, ['crew'], report) ?? {});
  for (const [name, value] of entries) {
    const path = ['crew', name];
    const agent = agents.find((known) => known === name);
    if (agent === undefined) {
      report(path, `“${name}” is no agent. The agents are ${agents.join(', ')}.`, 'key');
      continue;
    }
    const schema = playerSchema(agent, providers);
    // The short form names the provider alone.
    const player = checkShape(schema, typeof value === 'string' ? { provider: value } : value, path, report);
    if (player === undefined) continue;
    const wanted = [player.provider, ...player.fallbacks];
    for (const [index, provider] of player.fallbacks.entries()) {
      if (wanted.indexOf(provider) <= index) {
        report([...path, 'fallbacks', index], `“${provider}” is named before. Take it away here.`);
      }
    }
    preferences[agent] = wanted;
    if (player.limit !== undefined) limits[agent] = player.limit;
    if (player['one-step'] !== undefined) motion.oneStep = player['one-step'];
    if (player.editors !== undefined) motion.editors = player.editors;
  }
  return { preferences, limits, motion };
}

/** What is said of an agent. */
interface PlayerWish {
  readonly provider: string;
  readonly fallbacks: readonly string[];
  readonly limit?: number;
  readonly 'one-step'?: boolean;
  readonly editors?: readonly string[];
}

function playerSchema(agent: Agent, providers: Surroundings['providers']): z.ZodType<PlayerWish> {
  const players = Object.keys(providers).filter((name) => providers[name]?.plays.includes(agent));
  const isKnown = (name: string, among: readonly string[]): boolean => among.some((known) => isMeant(name, known));
  const provider = z.string().refine((name) => isKnown(name, players), {
    error: ({ input }) => {
      const name = String(input);
      const why = isKnown(name, Object.keys(providers)) ? `does not play ${agent}` : 'is no provider';
      return `“${name}” ${why}. ${players.length === 0 ? 'Nobody does.' : `Write one of: ${players.join(', ')}.`}`;
    },
  });
  const shape = {
    provider,
    fallbacks: z.array(provider).max(8).default([]),
    limit: z.int().min(1).max(maxLimit).exactOptional(),
  };
  const ofMotion = {
    'one-step': z.boolean().exactOptional(),
    editors: z.array(provider).min(1).max(8).exactOptional(),
  };
  // Of anything else that is wrong, the schema's own sentences say enough.
  const error: z.core.$ZodErrorMap = ({ code }) =>
    code === 'invalid_type' ? 'Write the name of a provider here, or keys with values.' : undefined;
  return z.strictObject(agent === 'image-to-video' ? { ...shape, ...ofMotion } : shape, { error });
}
