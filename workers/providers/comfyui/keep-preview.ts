import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactId } from '../../../src/core/artifacts/artifact.ts';
import type { MediaTools } from '../../../src/core/media/media-tools.ts';
import type { StageContext } from '../../../src/core/provider.ts';

/** Keeps now and then one of the pictures that show how far a run is. */
export interface PreviewKeeper {
  /**
   * The preview to show of a run: a new one made of what `take` has, where the last is old enough, else the last. A
   * picture that cannot be read is passed by.
   */
  show(runId: string, take: () => Uint8Array | undefined, context: StageContext): Promise<ArtifactId | undefined>;
  forget(runId: string): void;
}

/** The first gap between two previews; each is twice as long as the one before, so that long runs keep few. */
const firstGapMs = 2_000;
const maxGapMs = 30_000;

interface Shown {
  readonly count: number;
  readonly nextAtMs: number;
  readonly gapMs: number;
  readonly preview: ArtifactId | undefined;
}

export function createPreviewKeeper(media: Pick<MediaTools, 'takeImage'>, now: () => number): PreviewKeeper {
  const shown = new Map<string, Shown>();
  const fresh: Shown = { count: 0, nextAtMs: 0, gapMs: firstGapMs, preview: undefined };
  return {
    async show(runId, take, context) {
      const last = shown.get(runId) ?? fresh;
      const bytes = now() < last.nextAtMs ? undefined : take();
      if (bytes === undefined) return last.preview;
      const { gapMs } = last;
      const count = last.count + 1;
      const preview = await keep(media, bytes, `${runId.slice(0, 8)}-${count}`, context);
      const nextGapMs = Math.min(maxGapMs, gapMs * 2);
      shown.set(runId, { count, nextAtMs: now() + gapMs, gapMs: nextGapMs, preview: preview ?? last.preview });
      return preview ?? last.preview;
    },
    forget(runId) {
      shown.delete(runId);
    },
  };
}

async function keep(
  media: Pick<MediaTools, 'takeImage'>,
  bytes: Uint8Array,
  name: string,
  { scratchDir, artifacts, stageId, signal, logger }: StageContext,
): Promise<ArtifactId | undefined> {
  const raw = path.join(scratchDir, `preview-${name}`);
  const ours = `${raw}.png`;
  try {
    await writeFile(raw, bytes);
    await media.takeImage(raw, ours, { signal });
    return (await artifacts.put(`${stageId}-preview-${name}`, 'image/png', { path: ours }, signal)).id;
  } catch (error) {
    signal.throwIfAborted();
    logger.debug({ err: error }, 'a preview was left out');
    return undefined;
  }
}
