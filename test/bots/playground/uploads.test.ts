import { expect, test } from 'vitest';
import { createUploads } from '../../../src/bots/playground/uploads.ts';
import { peek } from '../../../src/bots/playground/peek.ts';
import type { AttachmentKind } from '../../../src/bots/playground/wire.ts';
import type { IncomingFile } from '../../../src/core/studio/incoming.ts';
import type { ImageIntake } from '../../../src/core/studio/image-intake.ts';
import type { VideoIntake } from '../../../src/core/studio/video-intake.ts';

const facts = { width: 640, height: 360, fps: 24, frames: 36, durationS: 1.5, codec: 'h264' };
const megabyte = 1024 * 1024;

/** A stream that comes in pieces of three bytes, as no network would cut it. */
const inPieces = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  ReadableStream.from(
    Array.from({ length: Math.ceil(bytes.length / 3) }, (_piece, at) => bytes.slice(at * 3, at * 3 + 3)),
  );

/** Sends bytes to an upload whose intakes only note what they were given. */
async function send(bytes: Uint8Array, as: AttachmentKind, claimedBytes = bytes.length) {
  let taken: Uint8Array | undefined;
  const read = async (file: IncomingFile): Promise<void> => {
    taken = await new Response(await file.open(new AbortController().signal)).bytes();
  };
  const takeImage: ImageIntake = async (source, id) => {
    if ('open' in source) await read(source);
    return { artifact: id };
  };
  const takeVideo: VideoIntake = async (source, id) => {
    if ('open' in source) await read(source);
    return { artifact: id, facts, sound: false };
  };
  const keep = createUploads(takeImage, takeVideo);
  const upload = { id: 'upload-a', body: inPieces(bytes), claimedBytes, as };
  const answer = await keep(upload, new AbortController().signal);
  return { answer, taken };
}

const bytesOf = (text: string, length = 2_000): Uint8Array => Buffer.from(text.padEnd(length, 'x'), 'latin1');
const mp4 = bytesOf('\0\0\0\x18ftypisom\0\0\x02\0isommp41');
const png = bytesOf('\x89PNG\r\n\x1A\n');
const gif = bytesOf('GIF89a');

test.each([
  ['a video, whatever it is taken for', mp4, 'image', 'video'],
  ['a picture, whatever it is taken for', png, 'video', 'image'],
  ['a GIF as a picture', gif, 'image', 'image'],
  ['a GIF as a video', gif, 'video', 'video'],
  ['what has no mark as what it is taken for', bytesOf('RIFF0000AVI '), 'video', 'video'],
] as const)('keeps %s, with all its bytes', async (_what, bytes, as, kind) => {
  const { answer, taken } = await send(bytes, as);
  expect(answer).toMatchObject({ kind, artifact: 'upload-a' });
  expect(Buffer.compare(Buffer.from(taken ?? []), Buffer.from(bytes))).toBe(0);
});

test('a video is answered with its length', async () => {
  expect((await send(mp4, 'video')).answer).toEqual({ kind: 'video', artifact: 'upload-a', durationS: 1.5 });
});

test.each([
  ['a picture', png, 26 * megabyte, 'at most 25 MB'],
  ['a video', mp4, 201 * megabyte, 'at most 200 MB'],
] as const)('%s that says it is too large is refused', async (_what, bytes, claimedBytes, sentence) => {
  await expect(send(bytes, 'image', claimedBytes)).rejects.toMatchObject({
    code: 'bad-media',
    userMessage: expect.stringContaining(sentence),
  });
});

test('a video may be larger than a picture', async () => {
  expect((await send(mp4, 'video', 26 * megabyte)).answer.kind).toBe('video');
});

test('a stream is looked at and loses nothing, also where it is shorter than the look', async () => {
  const { head, whole } = await peek(inPieces(bytesOf('abcdefgh', 8)), 512);
  expect(Buffer.from(head).toString()).toBe('abcdefgh');
  expect(await new Response(whole).text()).toBe('abcdefgh');
  const empty = await peek(inPieces(new Uint8Array(0)), 512);
  expect([empty.head.length, await new Response(empty.whole).text()]).toEqual([0, '']);
});

test('whoever stops reading stops the source', async () => {
  let stopped: unknown;
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(100)),
    cancel: (reason) => void (stopped = reason),
  });
  const { whole } = await peek(source, 50);
  await whole.cancel('enough');
  expect(stopped).toBe('enough');
});
