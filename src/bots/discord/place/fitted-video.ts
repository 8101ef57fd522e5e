import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { MoraError } from '../../../core/errors.ts';
import { refusalOf, type OutgoingFile } from '../api.ts';
import { limits } from '../limits.ts';
import type { DiscordParts } from '../parts.ts';

/** A finished video as a file that a place takes. */
export interface FittedVideo {
  /** The file within so many bytes; undefined where that would be past a decent quality. */
  within(limitBytes: number, signal: AbortSignal): Promise<OutgoingFile | undefined>;
}

/** Of a limit, for what a request has beside the file. */
const share = 0.99;

/** What the file of a clip is called: never anything that a person wrote. Discord hides what is a spoiler by its name, too. */
export function videoName(taskId: string, nsfw: boolean): string {
  return `${nsfw ? 'SPOILER_' : ''}mora-${taskId.slice(-8)}.mp4`;
}

/**
 * Sends a video as large as its place takes it, and smaller where that turns out to be too large. Undefined where
 * nothing that is decent fits.
 */
export async function sendFitted<Sent>(
  video: FittedVideo,
  limitBytes: number,
  signal: AbortSignal,
  send: (file: OutgoingFile) => Promise<Sent>,
): Promise<Sent | undefined> {
  for (const within of fileLimits(limitBytes)) {
    const file = await video.within(within, signal);
    if (file === undefined) return undefined;
    try {
      return await send(file);
    } catch (error) {
      if (refusalOf(error) !== 'too-large') throw error;
    }
  }
  return undefined;
}

/** Ever smaller limits to try: the one in force, which Discord has been known to overstate, then the one that always holds. */
function fileLimits(limitBytes: number): readonly number[] {
  const always = limits.fileBytes.default;
  const steps = [limitBytes, always, 0.8 * always].filter((bytes) => bytes <= limitBytes);
  return [...new Set(steps)].map((bytes) => Math.floor(bytes * share));
}

/** Prepares the video of an artifact; `name` is what its file is called. */
export function fittedVideo(
  { artifacts, media, scratchDir }: Pick<DiscordParts, 'artifacts' | 'media' | 'scratchDir'>,
  artifact: string,
  name: string,
): FittedVideo {
  const toFile = async (file: string): Promise<OutgoingFile> => ({
    name,
    data: await readFile(file),
    contentType: 'video/mp4',
  });
  return {
    async within(limitBytes, signal) {
      await using whole = await artifacts.open(artifact, signal);
      if ((await stat(whole.path)).size <= limitBytes) return await toFile(whole.path);
      const directory = await mkdtemp(path.join(scratchDir, 'fit-'));
      try {
        const out = path.join(directory, 'small.mp4');
        await media.fitToBytes({ path: whole.path, out, maxBytes: limitBytes }, { signal });
        return await toFile(out);
      } catch (error) {
        if (error instanceof MoraError && error.code === 'not-supported') return undefined;
        throw error;
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}
