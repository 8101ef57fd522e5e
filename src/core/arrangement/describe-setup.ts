import { agents } from '../agents.ts';
import { isTaskKind, moraPipelines } from '../pipeline/pipelines.ts';
import type { Setup } from './setup.ts';

/** What an operator arranged, in a few words each: who plays what, own kinds, settings. Empty where all is as it comes. */
export function describeSetup({ arrangement, limits, providerSettings }: Setup): string[] {
  const players = agents.flatMap((agent) => {
    const [first, ...others] = arrangement.preferences[agent] ?? [];
    if (first === undefined) return [];
    const fallbacks = others.map((name) => `, else ${name}`).join('');
    const limit = limits[agent];
    return [`${agent} by ${first}${fallbacks}${limit === undefined ? '' : `, ${limit} at a time`}`];
  });
  const kinds = Object.entries(arrangement.pipelines).flatMap(([name, { takes, stages }]) => {
    if (isTaskKind(name) && moraPipelines[name].stages === stages) return [];
    const chain = stages.map(({ agent }) => agent).join(' → ');
    return [isTaskKind(name) ? `${name} as ${chain}` : `${name} takes what ${takes} does: ${chain}`];
  });
  const settings = Object.keys(providerSettings).map((name) => `settings for ${name}`);
  return [...players, ...kinds, ...settings];
}
