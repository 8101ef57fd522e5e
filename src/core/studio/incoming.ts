import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArtifactId } from '../artifacts/artifact.ts';
import { MoraError } from '../errors.ts';
import type { VideoInput } from '../video-input.ts';

/** A file that somebody sent. Nothing of it is trusted: not its name, not its size, not its bytes. */
export interface IncomingFile {
  readonly name: string;
  open(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** A picture for a task: one that came in just now, or one that is kept already. */
export type ImageSource = IncomingFile | { readonly artifact: ArtifactId };

/** A video for a task: one that came in just now, one that is kept already, a clip of the studio, or one of a task. */
export type VideoSource =
  | IncomingFile
  | { readonly artifact: ArtifactId }
  | { readonly clip: string }
  | { readonly kept: VideoInput };

/** Larger pictures than any camera makes are no pictures for us. Discord's free limit is 10 MB, Slack's modal too. */
export const maxImageBytes = 25 * 1024 * 1024;

/** Two minutes at the rate of a good camera; more is not for a chat. */
export const maxVideoBytes = 200 * 1024 * 1024;

/** Copies an incoming file into a folder under a name of ours. Throws `bad-media` past the limit. */
export async function copyIn(
  file: IncomingFile,
  directory: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  const target = path.join(directory, 'incoming');
  let sizeBytes = 0;
  async function* bounded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) {
        const megabytes = Math.floor(maxBytes / 1024 / 1024);
        throw new MoraError('bad-media', `This file is too large. Send one of at most ${megabytes} MB.`);
      }
      yield chunk;
    }
  }
  const stream = await file.open(signal);
  await pipeline(Readable.fromWeb(stream), bounded, createWriteStream(target), { signal });
  return target;
}
