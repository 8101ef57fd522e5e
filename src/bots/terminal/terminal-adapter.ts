import { createWriteStream } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArtifactStore } from '../../core/artifacts/artifact-store.ts';
import { MoraError, systemCode } from '../../core/errors.ts';
import type { Card } from '../card.ts';
import type { ChatAdapter } from '../chat.ts';
import type { Delivery } from '../delivery.ts';

/** The terminal as a chat: one person, one task, the file where the video goes. */
export interface TerminalAdapter extends ChatAdapter {
  /** Resolves with what was delivered, once the file is in its place. */
  readonly delivered: Promise<Delivery>;
}

/**
 * `outPath` is where the finished video of the task goes, replacing what is there; `show` draws its card. Other tasks are
 * of a rendering that was killed: nobody waits for them any more.
 */
export function createTerminalAdapter(
  taskId: string,
  artifacts: ArtifactStore,
  outPath: string,
  show: (card: Card) => void,
): TerminalAdapter {
  const { promise: delivered, resolve, reject } = Promise.withResolvers<Delivery>();
  return {
    platform: 'terminal',
    cardPace: { intervalMs: 100 },
    cardGroup: ({ channel }) => channel,
    delivered,
    start: () => Promise.resolve(),
    showCard(card) {
      if (card.taskId === taskId) show(card);
      return Promise.resolve();
    },
    async deliver(delivery, signal) {
      if (delivery.taskId !== taskId) return { place: 'kept' };
      try {
        if (delivery.clip !== undefined) await writeVideo(artifacts, delivery.clip.video, outPath, signal);
        resolve(delivery);
      } catch (error) {
        // Nobody but the person at the terminal can mend the place they named: trying again would not.
        reject(cannotWrite(outPath, error));
      }
      return { place: 'thread' };
    },
    // A terminal has no gallery.
    showEntry: () => Promise.resolve(),
    hideEntry: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

/** Checks, before anything is made, that the video can be written there. Throws `bad-input`. */
export async function checkPlace(outPath: string): Promise<void> {
  try {
    const there = await stat(outPath).catch(() => undefined);
    if (there?.isDirectory() === true) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    const unfinished = unfinishedPath(outPath);
    await writeFile(unfinished, '');
    await rm(unfinished);
  } catch (error) {
    throw cannotWrite(outPath, error);
  }
}

const unfinishedPath = (outPath: string): string => `${outPath}.unfinished`;

/** Writes beside the place and renames, so that a file of that name is always whole. */
async function writeVideo(artifacts: ArtifactStore, id: string, outPath: string, signal: AbortSignal): Promise<void> {
  const unfinished = unfinishedPath(outPath);
  try {
    const bytes = Readable.fromWeb(await artifacts.read(id));
    await pipeline(bytes, createWriteStream(unfinished), { signal });
    await rename(unfinished, outPath);
  } finally {
    await rm(unfinished, { force: true });
  }
}

function cannotWrite(outPath: string, error: unknown): MoraError {
  if (error instanceof MoraError) return error;
  const reason = systemCode(error) ?? 'unknown reason';
  const userMessage = `The video cannot be written to ${outPath} (${reason}). Choose another place with --out.`;
  return new MoraError('bad-input', userMessage, { cause: error });
}
