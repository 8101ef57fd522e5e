import { MoraError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import type { Gallery } from '../core/studio/gallery.ts';
import type { ChatAdapter } from './chat.ts';
import { createCoalescer } from './coalescer.ts';

/** Keeps the messages of a gallery as its entries are: posted once, with their stars, gone when they are withdrawn. */
export interface Showcase {
  /** Does what a crash left undone. */
  mend(): Promise<void>;
  stop(): Promise<void>;
}

export interface ShowcaseParts {
  readonly adapter: Pick<ChatAdapter, 'platform' | 'showEntry' | 'hideEntry'>;
  readonly gallery: Gallery;
  readonly logger: Logger;
}

/** Stars may come quickly; a message that changes more often than this is no easier to read. */
const intervalMs = 2_000;

export function openShowcase({ adapter, gallery, logger }: ShowcaseParts): Showcase {
  const entries = createCoalescer({ intervalMs, concurrency: 1, logger }, publish);
  const unwatch = gallery.watch(({ clipId, platform }) => {
    if (platform === adapter.platform) entries.touch(clipId);
  });

  async function publish(clipId: string): Promise<void> {
    const row = await gallery.row(clipId);
    if (row === undefined) return;
    const entry = row.withdrawn ? undefined : await gallery.entry(clipId);
    if (entry === undefined) {
      await adapter.hideEntry(row);
      await gallery.markPublished(clipId, row.round, 'gone');
      return;
    }
    try {
      await adapter.showEntry(entry);
      await gallery.markPublished(clipId, entry.round, 'shown');
    } catch (error) {
      if (!(error instanceof MoraError) || error.retryable) throw error;
      // Its channel is gone or closed to us: then it is in no gallery, and may be shared again.
      logger.warn({ err: error, clipId }, 'entry-not-shown');
      await gallery.retire(clipId);
    }
  }

  return {
    async mend() {
      for (const { clipId } of await gallery.unpublished(adapter.platform)) entries.touch(clipId);
    },
    async stop() {
      unwatch();
      await entries.stop();
    },
  };
}
