import type { Command } from '../../commands/define-command.ts';
import type { ArtifactStore } from '../../core/artifacts/artifact-store.ts';
import type { GalleryRow } from '../../core/database/gallery-rows.ts';
import type { OpenCollection } from '../../core/database/records.ts';
import type { Logger } from '../../core/log.ts';
import type { ImageIntake } from '../../core/studio/image-intake.ts';
import type { VideoIntake } from '../../core/studio/video-intake.ts';
import type { Studio } from '../../core/studio/studio.ts';
import type { ChatAdapter } from '../chat.ts';
import type { WebServer } from '../web-server.ts';
import { forgetBefore, openUploadBook } from './forget.ts';
import { createInbox } from './inbox.ts';
import { openMessageLog } from './message-log.ts';
import { cardMessage, entryMessage, entryPlace, goneMessage, resultMessage } from './render.ts';
import { mountRoutes } from './routes.ts';
import { galleryRoom, platform, space } from './wire.ts';

/** What the playground is built from. */
export interface PlaygroundParts {
  readonly studio: Studio;
  readonly commands: readonly Command[];
  readonly collection: OpenCollection;
  readonly artifacts: ArtifactStore;
  readonly takeImage: ImageIntake;
  readonly takeVideo: VideoIntake;
  readonly web: Pick<WebServer, 'app'>;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * The playground: a chat on a local web page, and a chat adapter like any other. It keeps its messages in the database,
 * where a delivery's id is its task's: that makes it post once, whatever dies.
 */
export function createPlayground(parts: PlaygroundParts): ChatAdapter {
  const { studio, commands, collection, artifacts, takeImage, takeVideo, web, logger, now = Date.now } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const log = openMessageLog(collection);
  const uploads = openUploadBook(collection);
  const inbox = createInbox({ studio, commands, log, artifacts, logger, now, signal });
  let started = false;
  mountRoutes({
    app: web.app,
    log,
    inbox,
    commands,
    studio,
    artifacts,
    takeImage,
    takeVideo,
    uploads,
    now,
    signal,
    isOpen: () => started && !signal.aborted,
  });

  async function hideEntry(row: GalleryRow): Promise<void> {
    const shown = await log.get(entryPlace(row).thread ?? '');
    // Its place stays: a thread with what others made of it may hang on it.
    if (shown?.content.kind === 'entry') await log.put(goneMessage(shown, 'Withdrawn from the gallery.'));
  }

  return {
    platform,
    // A local page can take many more; people cannot read more.
    cardPace: { intervalMs: 250 },
    cardGroup: ({ channel, thread }) => thread ?? channel,
    async start() {
      // From the first day on there is a gallery; who closed it has said so.
      if (!(await studio.settings.isSet({ platform, space }))) {
        await studio.settings.change({ platform, space }, () => ({ galleryChannel: galleryRoom }));
      }
      started = true;
    },
    showCard: (card) => log.put(cardMessage(card, now())),
    async deliver(delivery) {
      const task = await studio.find(delivery.taskId);
      await log.add(resultMessage(delivery, task?.plan, now()));
      return { place: 'thread' };
    },

    async showEntry(entry) {
      const { thread: id = '' } = entryPlace(entry);
      if ((await log.get(id)) === undefined) {
        // Whoever withdraws and shares again at once leaves one that nobody was told to take away.
        for (let round = entry.round - 1; round > 0; round -= 1) await hideEntry({ ...entry, round });
      }
      const task = await studio.find(entry.clipId);
      await log.put(entryMessage(entry, task?.plan, now()));
    },
    hideEntry,
    forgetBefore: async (beforeMs, until) =>
      forgetBefore(beforeMs, { log, uploads, studio, artifacts }, AbortSignal.any([signal, until])),
    async stop() {
      stopping.abort();
      await inbox.settled();
    },
  };
}
