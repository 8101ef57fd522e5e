import { z } from 'zod';
import type { StageProgress } from '../../../src/core/provider.ts';
import { stepWeights } from './step-weights.ts';
import type { Graph } from './workflow.ts';

/** How far one run is, from what the server tells about it. */
export interface RunProgress {
  /** Takes a message of the server; what is not known is passed by. */
  take(type: string, data: unknown): void;
  /** Whether it works on this run now. */
  begun(): boolean;
  /** Whether it said that the run has ended: then its history tells how. */
  ended(): boolean;
  /** Never less than before. Undefined until the run has begun. */
  now(): StageProgress | undefined;
}

const nodeSchema = z.object({ node: z.string().nullable(), display_node: z.string().nullish() });
const stepSchema = z.object({ node: z.string(), value: z.number(), max: z.number().positive() });
const cachedSchema = z.object({ nodes: z.array(z.string()) });
const stateSchema = z.object({
  nodes: z.record(
    z.string(),
    z.object({
      value: z.number(),
      max: z.number(),
      state: z.string(),
      display_node_id: z.string().nullish(),
    }),
  ),
});

/** Follows a run of a workflow that makes a picture or a video. */
export function followRun(graph: Graph, makes: 'image' | 'video'): RunProgress {
  const weights = stepWeights(graph);
  const shares = new Map<string, number>();
  const cached = new Set<string>();
  let current: string | undefined;
  let begun = false;
  let ended = false;
  let highest: number | undefined;

  function enter(node: string | null): void {
    begun = true;
    if (current !== undefined && current !== node) shares.set(current, 1);
    current = node ?? undefined;
  }

  function reach(node: string, share: number): void {
    shares.set(node, Math.max(shares.get(node) ?? 0, Math.min(1, share)));
  }

  const takers: Readonly<Record<string, (data: unknown) => void>> = {
    execution_start() {
      begun = true;
    },
    execution_cached(data) {
      for (const node of cachedSchema.safeParse(data).data?.nodes ?? []) cached.add(node);
    },
    executing(data) {
      const read = nodeSchema.safeParse(data).data;
      if (read !== undefined) enter(read.display_node ?? read.node);
    },
    progress(data) {
      const step = stepSchema.safeParse(data).data;
      if (step === undefined) return;
      enter(step.node);
      reach(step.node, step.value / step.max);
    },
    progress_state(data) {
      begun = true;
      for (const [id, state] of Object.entries(stateSchema.safeParse(data).data?.nodes ?? {})) {
        const node = state.display_node_id ?? id;
        if (state.state === 'running') current = node;
        reach(node, state.state === 'finished' ? 1 : state.value / Math.max(1, state.max));
      }
    },
    executed(data) {
      const { node } = nodeSchema.safeParse(data).data ?? { node: null };
      if (node !== null) reach(node, 1);
    },
    execution_success: end,
    execution_error: end,
    execution_interrupted: end,
  };

  function end(): void {
    ended = true;
  }

  function percent(): number | undefined {
    const counted = [...weights].filter(([node]) => !cached.has(node));
    const whole = counted.reduce((sum, [, weight]) => sum + weight, 0);
    const done = counted.reduce((sum, [node, weight]) => sum + weight * (shares.get(node) ?? 0), 0);
    if (whole === 0 || (done === 0 && highest === undefined)) return undefined;
    highest = Math.max(highest ?? 0, Math.round((100 * done) / whole));
    return highest;
  }

  return {
    take: (type, data) => (Object.hasOwn(takers, type) ? takers[type]?.(data) : undefined),
    begun: () => begun,
    ended: () => ended,
    now() {
      if (!begun) return undefined;
      const reached = percent();
      const phase = phaseOf(current === undefined ? undefined : graph[current]?.class_type, makes);
      return { phase, ...(reached === undefined ? {} : { percent: reached }) };
    },
  };
}

/** What a node does, in words for people. */
function phaseOf(kind: string | undefined, makes: 'image' | 'video'): string {
  if (kind === undefined) return 'getting ready';
  if (/Sampler|VAEDecode/u.test(kind)) return makes === 'image' ? 'painting' : 'drawing frames';
  if (/Loader/u.test(kind)) return 'loading the model';
  return /^Save|^CreateVideo|VideoCombine/u.test(kind) ? 'writing the file' : 'getting ready';
}
