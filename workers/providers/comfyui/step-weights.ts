import { isLink, type Graph } from './workflow.ts';

/**
 * How much of a run each node is: samplers count their steps, all others one. It is what can be told from the workflow,
 * without a guess at how long a step takes.
 */
export function stepWeights(graph: Graph): ReadonlyMap<string, number> {
  return new Map(Object.keys(graph).map((id) => [id, weightOf(graph, id)]));
}

function weightOf(graph: Graph, id: string): number {
  const inputs = graph[id]?.inputs ?? {};
  // Schedulers have steps, too, but take no time: only what works on a latent picture counts them.
  if (inputs['latent_image'] === undefined) return 1;
  const sigmas = inputs['sigmas'];
  const steps = isLink(sigmas) ? graph[sigmas[0]]?.inputs['steps'] : inputs['steps'];
  if (typeof steps !== 'number') return 1;
  const start = numberOr(inputs['start_at_step'], 0);
  const end = numberOr(inputs['end_at_step'], steps);
  return Math.max(1, Math.min(steps, end) - start);
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
