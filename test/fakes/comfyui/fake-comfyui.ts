import { z } from 'zod';
import type { Graph } from '../../../workers/providers/comfyui/workflow.ts';
import { createEngine, type Engine } from './engine.ts';
import { listenHttp, type HttpSide, type Seen } from './http-side.ts';
import { faultSchema, knobsSchema, type Fault, type Knobs } from './knobs.ts';
import { nodeTable, type NodeTable } from './node-table.ts';
import { createRoutes, type Answer, type Route, type TakenRun } from './routes.ts';
import { attachSockets, type Sockets } from './sockets.ts';

/** A workflow that was handed in and taken. */
export interface SeenPrompt {
  readonly id: string;
  readonly graph: Graph;
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface FakeComfyuiOptions {
  readonly knobs?: Partial<Knobs>;
  readonly table?: NodeTable;
  /** A free one where absent. */
  readonly port?: number;
  /** `name:password` that each request has to bring. */
  readonly credentials?: string;
}

/** ComfyUI on loopback: its HTTP, its sockets, its queue; outputs are real files. */
export interface FakeComfyui extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  readonly requests: readonly Seen[];
  readonly prompts: readonly SeenPrompt[];
  /** Files that were handed in, by folder and name. */
  readonly inputs: ReadonlyMap<string, Buffer>;
  /** Files that runs wrote, by `type/subfolder/name`. */
  readonly files: Map<string, Buffer>;
  readonly engine: Engine;
  readonly sockets: () => Sockets;
  set(knobs: Partial<Knobs>): void;
  setTable(table: NodeTable): void;
  fault(fault: z.input<typeof faultSchema>): void;
  /** Lets all runs go on that were paused. */
  resume(): void;
  /** Puts somebody else's run into the queue and returns its id. */
  foreignRun(): string;
  /** Its process dies: connections break, queue and history are lost, nothing listens. */
  crash(): Promise<void>;
  /** It is started again at the same address. */
  restart(): Promise<void>;
}

/** What tests in other processes tell it, by `POST /_control`. `GET /_seen` tells what happened. */
const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('set'), knobs: knobsSchema.partial() }),
  z.object({ do: z.literal('fault'), fault: faultSchema }),
  z.object({ do: z.literal('resume') }),
  z.object({ do: z.literal('cut-sockets') }),
  z.object({ do: z.literal('foreign-run') }),
]);

/** Starts it on a free port of loopback. */
export async function startFakeComfyui(options: FakeComfyuiOptions = {}): Promise<FakeComfyui> {
  let knobs = knobsSchema.parse(options.knobs ?? {});
  let table = options.table ?? nodeTable();
  const faults: Fault[] = [];
  const requests: Seen[] = [];
  const prompts: SeenPrompt[] = [];
  const inputs = new Map<string, Buffer>();
  const files = new Map<string, Buffer>();
  let number = 0;
  const takeFault = (fits: (fault: Fault) => boolean): Fault | undefined => {
    const at = faults.findIndex(fits);
    return at < 0 ? undefined : faults.splice(at, 1)[0];
  };
  const queueInfo = (): object => ({
    exec_info: { queue_remaining: engine.pending().length + engine.running().length },
  });
  const engine = createEngine({
    table: () => table,
    knobs: () => knobs,
    takeFault: (kind) => takeFault((fault) => fault.kind === kind),
    sockets: () => sockets,
    queueInfo,
    files,
  });

  function put({ id, graph, extra, outputs }: TakenRun): number {
    engine.put([number, id, graph, extra, outputs]);
    number += 1;
    return number - 1;
  }

  function foreignRun(): string {
    const graph: Graph = {
      '1': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
      '2': { class_type: 'KSampler', inputs: { steps: 4, latent_image: ['1', 0] } },
      '3': { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'foreign' } },
    };
    const id = crypto.randomUUID();
    put({ id, graph, extra: { client_id: 'somebody' }, outputs: ['3'] });
    return id;
  }

  function resume(): void {
    const { pauseAfterSteps: _paused, ...others } = knobs;
    knobs = others;
    engine.resume();
  }

  function command(body: unknown): Answer {
    const told = commandSchema.parse(body);
    // Undefined is not among what a JSON can hold; zod's type of a part says it is.
    if (told.do === 'set') knobs = { ...knobs, ...(told.knobs as Partial<Knobs>) };
    else if (told.do === 'fault') faults.push(told.fault);
    else if (told.do === 'resume') resume();
    else if (told.do === 'cut-sockets') sockets.cut();
    else foreignRun();
    return { status: 200, json: {} };
  }

  const comfy = createRoutes({
    knobs: () => knobs,
    table: () => table,
    engine,
    inputs,
    files,
    queueInfo,
    enqueue(run) {
      prompts.push(run);
      return put(run);
    },
  });
  const route: Route = async (method, url, bytes, request) => {
    if (url.pathname === '/_seen') return { status: 200, json: { requests, prompts, sockets: sockets.count() } };
    if (url.pathname === '/_control') return command(JSON.parse(bytes.toString()));
    return comfy(method, url, bytes, request);
  };

  async function listen(port: number): Promise<HttpSide> {
    return listenHttp({ route, credentials: options.credentials, takeFault, requests }, port);
  }
  const attach = ({ http }: HttpSide): Sockets => attachSockets(http, queueInfo, () => knobs.describedPreviews);

  let side = await listen(options.port ?? 0);
  let sockets = attach(side);
  const { port } = side;
  const crash = async (): Promise<void> => {
    engine.crash();
    sockets.cut();
    await side.stop();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    prompts,
    inputs,
    files,
    engine,
    sockets: () => sockets,
    set(next) {
      knobs = { ...knobs, ...next };
    },
    setTable(next) {
      table = next;
    },
    fault: (fault) => faults.push(faultSchema.parse(fault)),
    resume,
    foreignRun,
    crash,
    async restart() {
      side = await listen(port);
      sockets = attach(side);
    },
    [Symbol.asyncDispose]: crash,
  };
}
