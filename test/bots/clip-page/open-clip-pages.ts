import path from 'node:path';
import { openDiskArtifactStore } from '../../../src/core/artifacts/disk-artifact-store.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { mountClipPages } from '../../../src/bots/clip-page/clip-page.ts';
import { openClipLinks } from '../../../src/bots/clip-page/clip-links.ts';
import { openWebServer } from '../../../src/bots/web-server.ts';
import type { Database } from '../../../src/core/database/open-database.ts';
import type { ClipRow } from '../../../src/core/database/clip-rows.ts';
import { openTestDatabase } from '../../support/test-database.ts';

export const clipId = 'task-0123456789abcdef';

/** A finished video of the studio; `video` and `poster` name files that the caller keeps. */
export function clipRow(prompt: string, more: Partial<ClipRow['clip']> = {}): ClipRow {
  const facts = { width: 640, height: 360, fps: 24, frames: 120, durationS: 5, codec: 'h264' };
  return {
    id: clipId,
    thread: { platform: 'playground', space: 's', channel: 'c', thread: 't' },
    parents: [],
    request: { kind: 't2v', prompt, durationS: 5, ratio: '16:9', seed: 0 },
    clip: {
      video: 'video-1',
      poster: 'poster-1',
      facts,
      sound: false,
      sizeBytes: 10,
      sha256: 'f'.repeat(64),
      seed: 0,
      prompt,
      stages: [{ key: '', agent: 'image-to-video', provider: 'sketch', label: 'Sketch', version: '', ms: 1 }],
      notes: [],
      nsfw: false,
      ...more,
    },
  };
}

/** The pages over a real database and files, on a port of their own. */
export async function openClipPages(publicUrl: string | undefined): Promise<
  AsyncDisposable & {
    readonly database: Database;
    readonly url: string;
    /** Path of the page of `clipId`. */
    readonly pagePath: string;
    keep(row: ClipRow, video: Uint8Array, poster: Uint8Array): Promise<void>;
  }
> {
  await using opened = new AsyncDisposableStack();
  const { database, dataDir } = opened.use(await openTestDatabase());
  const artifacts = await openDiskArtifactStore(path.join(dataDir, 'artifacts'));
  const web = await openWebServer({
    host: '127.0.0.1',
    port: 0,
    logger: silentLogger(),
    health: () => ({ status: 'ok' }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  opened.defer(() => web.close());
  const { collection } = database;
  const links = await openClipLinks({ collection, publicUrl });
  mountClipPages({ app: web.app, links, studio: { clip: (id) => database.clips.find(id) }, artifacts, publicUrl });
  // The same secret, asked for by a name: where there is none, the links name no pages.
  const named = await openClipLinks({ collection, publicUrl: 'http://named.example' });
  const held = opened.move();
  return {
    database,
    url: web.url,
    pagePath: new URL(named.pageUrl(clipId) ?? '').pathname,
    async keep(row, video, poster) {
      await artifacts.put(row.clip.video, 'video/mp4', { bytes: video });
      await artifacts.put(row.clip.poster, 'image/png', { bytes: poster });
      await database.clips.insert(row);
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
