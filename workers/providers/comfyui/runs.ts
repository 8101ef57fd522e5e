import { z } from 'zod';
import type { Logger } from '../../../src/core/log.ts';
import type { MediaTools } from '../../../src/core/media/media-tools.ts';
import { outputFileSchema } from './answers.ts';
import type { Fleet } from './fleet.ts';
import type { PreviewKeeper } from './keep-preview.ts';
import type { ProgressSocket } from './progress-socket.ts';
import type { ComfyServer } from './server.ts';

/** What all workflows share: the servers, and what is heard from them. */
export interface Workshop {
  readonly fleet: Fleet;
  readonly socketOf: (server: ComfyServer) => ProgressSocket;
  readonly previews: PreviewKeeper;
  /** Runs that are being handed in: their servers do not count them yet. */
  readonly beginning: Map<ComfyServer, number>;
  /** Since when the server of a run could not be asked, in milliseconds. */
  readonly awaySinceMs: Map<string, number>;
  /** How long a server may be away before what ran there counts as lost. */
  readonly awayLimitMs: number;
  readonly media: MediaTools;
  readonly logger: Logger;
  readonly now: () => number;
}

/** A run under way, as it is kept: any process can ask for it. */
export const operationSchema = z.object({ url: z.string(), runId: z.string().min(1) });
export type Operation = z.infer<typeof operationSchema>;

/** A run that has succeeded, with the file that it made. */
export const resultSchema = z.object({ ...operationSchema.shape, file: outputFileSchema });

/** Nobody waits for this run any more. */
export function forgetRun({ fleet, socketOf, previews, awaySinceMs }: Workshop, { url, runId }: Operation): void {
  const server = fleet.serverAt(url);
  if (server !== undefined) socketOf(server).forget(runId);
  previews.forget(runId);
  awaySinceMs.delete(runId);
}
