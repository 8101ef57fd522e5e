import { createHash } from 'node:crypto';
import { MoraError } from '../../../src/core/errors.ts';
import type { Provider } from '../../../src/core/provider.ts';
import type { Vendor, VendorParts } from '../../vendor.ts';
import { createFleet } from './fleet.ts';
import { inspectFleet } from './inspect.ts';
import { createPreviewKeeper } from './keep-preview.ts';
import { playWorkflow } from './play-workflow.ts';
import { ProgressSocket } from './progress-socket.ts';
import type { Workshop } from './runs.ts';
import { openServer, type ComfyServer } from './server.ts';
import { comfyuiSettingsSchema } from './settings.ts';
import { allWorkflows } from './workflows.ts';
import type { Workflow } from './workflow.ts';

/** Waiting times in milliseconds. Tests shorten them; nothing else should. */
export interface ComfyuiTiming {
  /** Between two looks at what the servers can run. */
  readonly lookMs: number;
  /** How long a server may be away before what ran there counts as lost. */
  readonly awayLimitMs: number;
  readonly socketReopenMs: number;
  readonly socketSilentMs: number;
}

const defaultTiming: ComfyuiTiming = {
  lookMs: 60_000,
  awayLimitMs: 120_000,
  socketReopenMs: 500,
  socketSilentMs: 60_000,
};

/** A turn runs on the GPU, one waits in its queue: then it never idles, and what is cancelled was not handed in. */
const turnsPerServer = 2;

/** A run that was not asked for in so long is asked for by another process, or by nobody. */
const idleLimitMs = 10 * 60_000;

/**
 * People's own GPUs: each workflow is a provider, `comfyui/<name>`, which runs on whichever server is least busy. It
 * looks at the servers at once and now and then; until it has, its providers are stopped. Throws `configuration` where
 * there is no server or an own workflow cannot be read.
 */
export function createComfyui(parts: VendorParts, timing: Partial<ComfyuiTiming> = {}): Vendor {
  const { config, media } = parts;
  const { lookMs, awayLimitMs, socketReopenMs, socketSilentMs } = { ...defaultTiming, ...timing };
  if (config.comfyuiUrls.length === 0) {
    throw new MoraError('configuration', 'Set COMFYUI_URL to where ComfyUI runs, such as http://127.0.0.1:8188.');
  }
  const logger = parts.logger.child({ vendor: 'comfyui' });
  const settings = comfyuiSettingsSchema.parse(parts.settings['comfyui'] ?? {});
  const workflows = allWorkflows(settings, config.arrangementFile.path);
  const servers = [...new Set(config.comfyuiUrls)].map(openServer);
  const fleet = createFleet({ servers, workflows, logger, freshMs: lookMs });
  const sockets = new Map(
    servers.map((server) => [
      server,
      new ProgressSocket({
        urlOf: (clientId) => server.socketUrl(clientId),
        headers: server.headers,
        server: server.name,
        logger,
        reopenMs: socketReopenMs,
        silentMs: socketSilentMs,
      }),
    ]),
  );
  const workshop: Workshop = {
    fleet,
    socketOf: (server) => socketAt(sockets, server),
    previews: createPreviewKeeper(media, Date.now),
    beginning: new Map(),
    awaySinceMs: new Map(),
    awayLimitMs,
    media,
    logger,
    now: Date.now,
  };

  const closing = new AbortController();
  const look = (): void => {
    for (const socket of sockets.values()) socket.forgetIdle(idleLimitMs);
    fleet.look(closing.signal).catch((error: unknown) => {
      if (!closing.signal.aborted) logger.warn({ err: error }, 'could not look at the ComfyUI servers');
    });
  };
  look();
  const timer = setInterval(look, lookMs);
  timer.unref();

  return {
    name: 'comfyui',
    providers: workflows.map((workflow) => providerOf(workflow, workshop)),
    inspect: ({ signal }) => inspectFleet(fleet, workflows, signal),
    async close() {
      clearInterval(timer);
      closing.abort();
      for (const socket of sockets.values()) socket.close();
    },
  };
}

function providerOf(workflow: Workflow, workshop: Workshop): Provider {
  const { name, label, motion, graph, plays } = workflow;
  const { fleet } = workshop;
  return {
    name: `comfyui/${name}`,
    label,
    // Tells workflows apart that were changed under the same name.
    version: createHash('sha256').update(JSON.stringify(graph)).digest('hex').slice(0, 12),
    ...(motion === undefined || !plays.includes('image-to-video') ? {} : { motion }),
    turns: fleet.servers.length * turnsPerServer,
    stopped: () => fleet.stopped(workflow),
    agents: playWorkflow(workflow, workshop),
    // The vendor closes what they share.
    close: () => Promise.resolve(),
  };
}

function socketAt(sockets: ReadonlyMap<ComfyServer, ProgressSocket>, server: ComfyServer): ProgressSocket {
  const socket = sockets.get(server);
  if (socket === undefined) throw new Error(`no socket for ${server.name}`);
  return socket;
}
