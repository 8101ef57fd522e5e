import { setTimeout as sleep } from 'node:timers/promises';
import { isLink, type Graph } from '../../../workers/providers/comfyui/workflow.ts';
import type { Fault, Knobs } from './knobs.ts';
import { makeMp4, makePng, makePreview } from './make-output.ts';
import type { NodeTable } from './node-table.ts';
import type { Sockets } from './sockets.ts';

/** A run as it is queued: number, id, workflow, extra data, output nodes. */
export type Item = readonly [
  number: number,
  id: string,
  graph: Graph,
  extra: Readonly<Record<string, unknown>>,
  outputs: readonly string[],
];

export interface Ended {
  readonly prompt: Item;
  readonly outputs: Readonly<Record<string, object>>;
  readonly status: { readonly status_str: string; readonly completed: boolean; readonly messages: readonly unknown[] };
  readonly meta: object;
}

/** What the server works on: one run at a time, the lowest number first. */
export interface Engine {
  put(item: Item): void;
  running(): readonly Item[];
  pending(): readonly Item[];
  readonly history: Map<string, Ended>;
  dequeue(id: string): boolean;
  /** Interrupts what runs, whatever it is. */
  interrupt(): void;
  /** Lets paused runs go on. */
  resume(): void;
  /** Forgets everything, as a process does that dies. */
  crash(): void;
}

export interface EngineParts {
  readonly table: () => NodeTable;
  readonly knobs: () => Knobs;
  readonly takeFault: (kind: 'run-fails' | 'no-file') => Fault | undefined;
  readonly sockets: () => Sockets;
  readonly queueInfo: () => object;
  /** Files that runs write, by `type/subfolder/name`. */
  readonly files: Map<string, Buffer>;
}

class Interrupted extends Error {}

export function createEngine({ table, knobs, takeFault, sockets, queueInfo, files }: EngineParts): Engine {
  const history = new Map<string, Ended>();
  let queue: Item[] = [];
  let current: { readonly item: Item; stopped: boolean } | undefined;
  let resumed = Promise.withResolvers<void>();
  let life = 0;

  const updated = (): void => sockets().send(undefined, 'status', { status: queueInfo() });

  async function pump(): Promise<void> {
    if (current !== undefined) return;
    const item = queue.toSorted((a, b) => a[0] - b[0])[0];
    if (item === undefined) return;
    queue = queue.filter((other) => other !== item);
    const mine = { item, stopped: false };
    current = mine;
    const born = life;
    updated();
    const ended = await work(item, mine, born);
    if (life !== born) return;
    history.set(item[1], ended);
    current = undefined;
    updated();
    await pump();
  }

  async function work(item: Item, mine: { readonly stopped: boolean }, born: number): Promise<Ended> {
    const [, id, graph, extra, wanted] = item;
    const client = typeof extra['client_id'] === 'string' ? extra['client_id'] : undefined;
    const messages: unknown[] = [];
    const outputs: Record<string, object> = {};
    const tell = (type: string, data: object): void => sockets().send(client, type, { ...data, prompt_id: id });
    const note = (type: string, data: object): void => {
      messages.push([type, { ...data, prompt_id: id, timestamp: Date.now() }]);
      tell(type, data);
    };
    const states: Record<string, { value: number; max: number; state: string }> = {};
    const tellStates = (): void => {
      const nodes = Object.entries(states).map(([node, state]) => [
        node,
        { ...state, node_id: node, prompt_id: id, display_node_id: node },
      ]);
      tell('progress_state', { nodes: Object.fromEntries(nodes) });
    };
    const fails = takeFault('run-fails');
    const writesNothing = takeFault('no-file') !== undefined;
    let steps = 0;
    let at = '';

    async function sample(node: string, count: number): Promise<void> {
      for (let step = 1; step <= count; step += 1) {
        if (knobs().stepMs > 0) await sleep(knobs().stepMs);
        const { pauseAfterSteps } = knobs();
        if (!mine.stopped && pauseAfterSteps !== undefined && steps >= pauseAfterSteps) await resumed.promise;
        if (mine.stopped || life !== born) throw new Interrupted();
        steps += 1;
        states[node] = { value: step, max: count, state: 'running' };
        tell('progress', { node, value: step, max: count });
        tellStates();
        const wantsPreviews = typeof extra['preview_method'] === 'string' && extra['preview_method'] !== 'none';
        if (wantsPreviews) sockets().preview(client, await makePreview(steps), id, node);
      }
      if (fails?.kind === 'run-fails') throw new Error(fails.message);
    }

    note('execution_start', {});
    note('execution_cached', { nodes: [] });
    try {
      for (const node of orderOf(graph, wanted)) {
        at = node;
        if (mine.stopped || life !== born) throw new Interrupted();
        const kind = graph[node]?.class_type ?? '';
        tell('executing', { node, display_node: node });
        states[node] = { value: 0, max: 1, state: 'running' };
        tellStates();
        if (kind.includes('Sampler') && table()[kind]?.output[0] === 'LATENT') await sample(node, stepsOf(graph, node));
        if (table()[kind]?.outputNode === true && !writesNothing) {
          outputs[node] = await write(graph, node, files, knobs().outputScale);
          tell('executed', { node, display_node: node, output: outputs[node] });
        }
        states[node] = { ...states[node], value: 1, max: 1, state: 'finished' };
        tellStates();
      }
      note('execution_success', {});
    } catch (error) {
      const where = { node_id: at, node_type: graph[at]?.class_type, executed: [] };
      if (error instanceof Interrupted) {
        note('execution_interrupted', where);
      } else {
        const exceptionType = fails?.kind === 'run-fails' ? fails.type : 'RuntimeError';
        const message = error instanceof Error ? error.message : String(error);
        note('execution_error', { ...where, exception_message: message, exception_type: exceptionType, traceback: [] });
      }
      return { prompt: item, outputs, status: { status_str: 'error', completed: false, messages }, meta: {} };
    }
    tell('executing', { node: null });
    return { prompt: item, outputs, status: { status_str: 'success', completed: true, messages }, meta: {} };
  }

  return {
    history,
    put(item) {
      queue.push(item);
      updated();
      void pump();
    },
    running: () => (current === undefined ? [] : [current.item]),
    pending: () => queue,
    dequeue(id) {
      const before = queue.length;
      queue = queue.filter((item) => item[1] !== id);
      updated();
      return queue.length < before;
    },
    interrupt() {
      if (current !== undefined) current.stopped = true;
      resumed.resolve();
      resumed = Promise.withResolvers();
    },
    resume() {
      resumed.resolve();
      resumed = Promise.withResolvers();
    },
    crash() {
      life += 1;
      queue = [];
      current = undefined;
      history.clear();
      resumed.resolve();
      resumed = Promise.withResolvers();
    },
  };
}

/** Nodes that the outputs need, each after what it needs itself. */
function orderOf(graph: Graph, outputs: readonly string[]): readonly string[] {
  const order = new Set<string>();
  const visit = (id: string): void => {
    for (const value of Object.values(graph[id]?.inputs ?? {}))
      if (isLink(value) && !order.has(value[0])) visit(value[0]);
    order.add(id);
  };
  for (const id of outputs) visit(id);
  return [...order];
}

function stepsOf(graph: Graph, id: string): number {
  const { sigmas, steps, start_at_step: start, end_at_step: end } = graph[id]?.inputs ?? {};
  const all = isLink(sigmas) ? graph[sigmas[0]]?.inputs['steps'] : steps;
  const whole = typeof all === 'number' ? all : 1;
  return Math.min(whole, typeof end === 'number' ? end : whole) - (typeof start === 'number' ? start : 0);
}

/** Writes what an output node writes, and tells it as that node does. */
async function write(graph: Graph, id: string, files: Map<string, Buffer>, scale: number): Promise<object> {
  const node = graph[id];
  const named = node?.inputs['filename_prefix'];
  const prefix = typeof named === 'string' ? named : 'ComfyUI';
  const slash = prefix.lastIndexOf('/');
  const subfolder = slash < 0 ? '' : prefix.slice(0, slash);
  const kind = node?.class_type ?? '';
  const [ending, key, type] = writers[kind] ?? (['png', 'images', 'output'] as const);
  const filename = `${prefix.slice(slash + 1)}_00001_.${ending}`;
  files.set(
    `${type}/${subfolder}/${filename}`,
    ending === 'mp4' ? await makeMp4(graph, scale) : await makePng(graph, scale),
  );
  const told = { [key]: [{ filename, subfolder, type }] };
  return ending === 'png' ? told : { ...told, animated: [true] };
}

const writers: Readonly<Record<string, readonly [ending: string, key: string, type: string]>> = {
  SaveImage: ['png', 'images', 'output'],
  PreviewImage: ['png', 'images', 'temp'],
  SaveAnimatedWEBP: ['webp', 'images', 'output'],
  SaveVideo: ['mp4', 'images', 'output'],
  VHS_VideoCombine: ['mp4', 'gifs', 'output'],
};
