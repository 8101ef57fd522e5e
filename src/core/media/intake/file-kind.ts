import { open } from 'node:fs/promises';
import type { MoraError } from '../../errors.ts';
import { imageHeadBytes, imageKindOf } from '../image-kind.ts';
import { badVideo } from './refusals.ts';

/** How a file is read: FFmpeg opens `video`, libvips `webp`. */
export type VideoFileKind = 'video' | 'webp';

/** Tells by a file's first bytes how to read it. Throws `bad-media` for what surely is no video. */
export async function videoFileKind(path: string): Promise<VideoFileKind> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(imageHeadBytes), position: 0 });
  if (bytesRead === 0) throw badVideo('This file is empty. Send the video again.');
  const head = buffer.subarray(0, bytesRead);
  switch (imageKindOf(head)) {
    case 'jpeg':
    case 'png':
    case 'avif':
    case 'heic':
    case 'svg':
      throw isPicture();
    case 'webp':
      return 'webp';
    case 'gif':
    case 'video':
    // Old QuickTime files have no mark; FFmpeg looks closer.
    case 'unknown':
      return 'video';
  }
}

/** For a still picture where a video is wanted. */
export function isPicture(): MoraError {
  return badVideo('This file is a picture, not a video. Send an MP4, MOV, WebM or GIF that moves.');
}
