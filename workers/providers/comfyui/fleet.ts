import { MoraError, toMoraError } from '../../../src/core/errors.ts';
import type { Logger } from '../../../src/core/log.ts';
import type { NodeInfo, Queue } from './answers.ts';
import { kindsOf, lacks, type KnownNodes } from './needs.ts';
import type { ComfyServer } from './server.ts';
import type { Workflow } from './workflow.ts';

/** What is known of a server since it was last looked at. */
interface Looked {
  readonly atMs: number;
  /** Why it cannot be used; undefined while it can. */
  readonly trouble: string | undefined;
  readonly nodes: KnownNodes;
}

/** A server that can run a workflow, with what it knows. */
export interface Candidate {
  readonly server: ComfyServer;
  readonly nodes: KnownNodes;
  /** Runs in its queue. */
  readonly load: number;
}

/** All the servers together. */
export interface Fleet {
  readonly servers: readonly ComfyServer[];
  serverAt(url: string): ComfyServer | undefined;
  /** Who can run a workflow now. Throws `unavailable` where nobody can. */
  candidates(workflow: Workflow, signal: AbortSignal): Promise<readonly Candidate[]>;
  /** Looks at all servers now: what they can run and whether they are there. Never throws but on abort. */
  look(signal: AbortSignal): Promise<void>;
  /** What keeps a server from running a workflow, as it was last seen. Empty where it can. */
  obstacles(server: ComfyServer, workflow: Workflow): readonly string[];
  /** Why nobody can run a workflow, as it was last seen; undefined where somebody can. */
  stopped(workflow: Workflow): string | undefined;
}

export interface FleetOptions {
  readonly servers: readonly ComfyServer[];
  readonly workflows: readonly Workflow[];
  readonly logger: Logger;
  /** Milliseconds for which a look at a server holds. */
  readonly freshMs?: number;
  readonly now?: () => number;
}

/** Questions at a time about the nodes of a server. */
const questionsAtOnce = 6;

/** Knows what each server can run. Nothing is sent yet. */
export function createFleet({ servers, workflows, logger, freshMs = 60_000, now = Date.now }: FleetOptions): Fleet {
  const seen = new Map<ComfyServer, Looked>();
  const looking = new Map<ComfyServer, Promise<Looked>>();
  const kinds = kindsOf(workflows);

  async function lookAt(server: ComfyServer, signal: AbortSignal): Promise<Looked> {
    let looked: Looked;
    let failure: unknown;
    try {
      looked = { atMs: now(), trouble: undefined, nodes: await readNodes(server, kinds, signal) };
    } catch (error) {
      signal.throwIfAborted();
      looked = { atMs: now(), trouble: troubleOf(error), nodes: new Map() };
      failure = error;
    }
    keep(server, looked, failure);
    return looked;
  }

  /** What changes is logged once: looks may overlap. */
  function keep(server: ComfyServer, looked: Looked, failure?: unknown): void {
    const before = seen.get(server)?.trouble;
    seen.set(server, looked);
    if (before === undefined && looked.trouble !== undefined) {
      logger.warn({ err: failure, server: server.name }, 'comfyui-server-lost');
    } else if (before !== undefined && looked.trouble === undefined) {
      logger.info({ server: server.name }, 'comfyui-server-back');
    }
  }

  /** Several turns that come to the same server at once look at it once. */
  async function known(server: ComfyServer, signal: AbortSignal): Promise<Looked> {
    const looked = seen.get(server);
    // A server that was away is asked again: it may be back by now.
    if (looked !== undefined && looked.trouble === undefined && now() - looked.atMs < freshMs) return looked;
    const under = looking.get(server) ?? lookAt(server, signal);
    looking.set(server, under);
    try {
      return await under;
    } catch (error) {
      signal.throwIfAborted();
      // The other turn was cancelled while it looked.
      if (toMoraError(error).code === 'cancelled') return await lookAt(server, signal);
      throw error;
    } finally {
      if (looking.get(server) === under) looking.delete(server);
    }
  }

  function obstacles(server: ComfyServer, workflow: Workflow): readonly string[] {
    const looked = seen.get(server);
    if (looked === undefined) return ['it was not looked at yet'];
    return looked.trouble === undefined ? lacks(workflow, looked.nodes) : [looked.trouble];
  }

  async function loadOf(server: ComfyServer, workflow: Workflow, signal: AbortSignal): Promise<number | undefined> {
    const { trouble, nodes } = await known(server, signal);
    if (trouble !== undefined || lacks(workflow, nodes).length > 0) return undefined;
    try {
      return lengthOf(await server.queue(signal));
    } catch (error) {
      signal.throwIfAborted();
      keep(server, { atMs: now(), trouble: troubleOf(error), nodes }, error);
      return undefined;
    }
  }

  async function ableAmong(
    asked: readonly ComfyServer[],
    workflow: Workflow,
    signal: AbortSignal,
  ): Promise<readonly Candidate[]> {
    const loads = await Promise.all(
      asked.map(async (server) => ({ server, load: await loadOf(server, workflow, signal) })),
    );
    return loads.flatMap(({ server, load }) => {
      const nodes = seen.get(server)?.nodes;
      return load === undefined || nodes === undefined ? [] : [{ server, nodes, load }];
    });
  }

  function stopped(workflow: Workflow): string | undefined {
    const reasons = servers.map((server) => [server, obstacles(server, workflow)] as const);
    if (reasons.some(([, obstacle]) => obstacle.length === 0)) return undefined;
    return reasons.map(([server, obstacle]) => `${server.name}: ${obstacle.join('; ')}`).join(' | ');
  }

  return {
    servers,
    serverAt: (url) => servers.find((server) => server.url === url),
    async candidates(workflow, signal) {
      // One that was away costs a long wait: it is asked only where nobody else can.
      const there = servers.filter((server) => seen.get(server)?.trouble === undefined);
      const able = await ableAmong(there, workflow, signal);
      if (able.length > 0) return able;
      const back = await ableAmong(
        servers.filter((server) => !there.includes(server)),
        workflow,
        signal,
      );
      if (back.length === 0) throw nobody(stopped(workflow));
      return back;
    },
    async look(signal) {
      await Promise.all(servers.map((server) => lookAt(server, signal)));
    },
    obstacles,
    stopped,
  };
}

async function readNodes(server: ComfyServer, kinds: readonly string[], signal: AbortSignal): Promise<KnownNodes> {
  const nodes = new Map<string, NodeInfo | undefined>();
  const waiting = [...kinds];
  const ask = async (): Promise<void> => {
    for (let kind = waiting.shift(); kind !== undefined; kind = waiting.shift()) {
      nodes.set(kind, await server.node(kind, signal));
    }
  };
  await Promise.all(Array.from({ length: questionsAtOnce }, ask));
  return nodes;
}

function lengthOf({ running, pending }: Queue): number {
  return running.length + pending.length;
}

function troubleOf(error: unknown): string {
  const { code } = toMoraError(error);
  return code === 'unauthorized' ? 'it wants a name and password' : 'it does not answer';
}

function nobody(detail: string | undefined): MoraError {
  const said = 'No GPU server can do this just now. Please try again later.';
  return new MoraError('unavailable', said, detail === undefined ? {} : { detail });
}
