import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { writeTexturedVideo } from '../core/media/budget/textured-video.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { startProduct } from '../support/product.ts';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the mora command as a process. */
async function mora(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, out, err };
}

const summarySchema = z.object({
  taskId: z.string(),
  kind: z.string(),
  file: z.string(),
  width: z.number(),
  height: z.number(),
  fps: z.number(),
  frames: z.number(),
  durationS: z.number(),
  codec: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  provider: z.string(),
  sound: z.boolean(),
  notes: z.array(z.string()),
  stages: z.array(z.object({ agent: z.string(), provider: z.string(), ms: z.number() })),
});
const lastLine = (out: string): unknown => JSON.parse(out.trim().split('\n').at(-1) ?? '');

describe('mora render', () => {
  test('makes a video from words, and the same words and seed make the same file', async () => {
    await using directory = await testDataDirectory();
    await using place = await temporaryDirectory();
    const environment = { MORA_DATA_DIR: directory.path, LOG_LEVEL: 'info' };
    const make = async (name: string): Promise<z.infer<typeof summarySchema>> => {
      const out = path.join(place.path, name);
      const args = ['--prompt', 'a lake at dawn', '--duration', '1', '--ratio', '1:1', '--seed', '0'];
      const ended = await mora(['render', 't2v', ...args, '--out', out, '--json'], environment);
      expect(ended).toMatchObject({ code: 0 });
      expect(ended.err).toContain('task-accepted');
      expect(ended.err).not.toContain('lake at dawn');
      return summarySchema.parse(lastLine(ended.out));
    };
    const summary = await make('a.mp4');
    expect(summary).toMatchObject({
      kind: 't2v',
      width: 768,
      height: 768,
      fps: 24,
      frames: 24,
      durationS: 1,
      codec: 'h264',
      provider: 'sketch',
    });
    expect(summary.stages.map((stage) => stage.agent)).toEqual(['prompt', 'text-to-image', 'image-to-video', 'finish']);
    const first = await readFile(summary.file);
    expect(first.byteLength).toBe(summary.bytes);
    expect(first.subarray(4, 8).toString()).toBe('ftyp');
    const again = await make('b.mp4');
    expect(again.taskId).not.toBe(summary.taskId);
    expect(frameBytes(await readFile(again.file)).equals(frameBytes(first))).toBe(true);
  });

  test('makes a video from a picture', async () => {
    await using directory = await testDataDirectory();
    await using place = await temporaryDirectory();
    const image = path.join(place.path, 'photo.png');
    const canvas = createCanvas(300, 400);
    const context = canvas.getContext('2d');
    context.fillStyle = 'steelblue';
    context.fillRect(0, 0, 300, 400);
    context.fillStyle = 'gold';
    context.fillRect(100, 100, 80, 80);
    await writeFile(image, canvas.toBuffer('image/png'));
    const out = path.join(place.path, 'x.mp4');
    const args = ['--image', image, '--prompt', 'zoom in, in winter', '--duration', '1', '--ratio', '4:3'];
    const ended = await mora(['render', 'i2v', ...args, '--out', out, '--json'], { MORA_DATA_DIR: directory.path });
    expect(ended).toMatchObject({ code: 0 });
    const summary = summarySchema.parse(lastLine(ended.out));
    expect(summary).toMatchObject({ kind: 'i2v', width: 896, height: 672, frames: 24 });
    expect(summary.stages.map((stage) => stage.agent)).toContain('image-to-image');
  });

  test('of a picture that is none fails with a sentence, exit code 2, and no file', async () => {
    await using directory = await testDataDirectory();
    await using place = await temporaryDirectory();
    const image = path.join(place.path, 'photo.png');
    await writeFile(image, 'I am text');
    const out = path.join(place.path, 'x.mp4');
    const ended = await mora(['render', 'i2v', '--image', image, '--out', out], { MORA_DATA_DIR: directory.path });
    expect(ended.code).toBe(2);
    expect(ended.err).toMatch(/not a picture.*Send a JPEG/u);
    await expect(readFile(out)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('that cannot write its file says where and what to do', async () => {
    await using place = await temporaryDirectory();
    for (const out of [path.join(place.path, 'nowhere', 'x.mp4'), place.path]) {
      const ended = await mora(['render', 't2v', '--prompt', 'x', '--out', out], { MORA_DATA_DIR: place.path });
      expect(ended).toMatchObject({ code: 2, err: expect.stringMatching(/cannot be written.*--out/u) });
      // Nothing was begun.
      expect(await readdir(place.path)).toEqual([]);
    }
  });

  test.each([
    [['t2v', '--prompt', 'x', '--duration', 'abc', '--out', 'x.mp4'], /--duration/u],
    [['edit', '--prompt', 'in winter', '--video', 'nowhere.mp4', '--out', 'x.mp4'], /no readable file/u],
    [[], /Say what to make/u],
  ])('%j is bad input', async (args, words) => {
    const ended = await mora(['render', ...args]);
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringMatching(words) });
    expect(ended.err.trim().split('\n')).toHaveLength(1);
  });

  test('goes from one kind to the next: a video is extended, changed, and joined to another', async () => {
    await using directory = await testDataDirectory();
    await using place = await temporaryDirectory();
    const environment = { MORA_DATA_DIR: directory.path };
    const make = async (kind: string, name: string, ...args: string[]): Promise<z.infer<typeof summarySchema>> => {
      const ended = await mora(
        ['render', kind, ...args, '--seed', '1', '--out', path.join(place.path, name), '--json'],
        environment,
      );
      expect(ended).toMatchObject({ code: 0 });
      return summarySchema.parse(lastLine(ended.out));
    };
    const file = (name: string): string => path.join(place.path, name);
    await writeTexturedVideo({ path: file('boat.mp4'), width: 320, height: 320, fps: 24, frames: 24 });
    const longer = await make('extend', 'longer.mp4', '--video', file('boat.mp4'), '--duration', '1');
    expect(longer).toMatchObject({ kind: 'extend', width: 320, height: 320, frames: 48, sound: false });
    const winter = await make('edit', 'winter.mp4', '--video', file('longer.mp4'), '--prompt', 'at night');
    expect(winter).toMatchObject({ kind: 'edit', frames: 48, provider: 'sketch' });
    expect(winter.notes.join(' ')).toMatch(/night/u);
    const videos = ['--video', file('longer.mp4'), '--second', file('winter.mp4')];
    const both = await make('connect', 'both.mp4', ...videos, '--seconds', '0.5');
    expect(both).toMatchObject({ kind: 'connect', frames: 108, durationS: 4.5 });
  });
});

describe('the command line', () => {
  test('without a known command explains itself', async () => {
    expect(await mora([])).toMatchObject({ code: 2, err: expect.stringContaining('render KIND') });
    expect(await mora(['fly'])).toMatchObject({ code: 2, err: expect.stringContaining('“fly”') });
  });

  test('names a wrong setting', async () => {
    const ended = await mora(['start'], { PORT: 'many' });
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('PORT') });
  });

  test('doctor says what there is', async () => {
    await using directory = await temporaryDirectory();
    const ended = await mora(['doctor'], { MORA_DATA_DIR: directory.path });
    expect(ended).toMatchObject({ code: 0, out: expect.stringMatching(/Node 24[\s\S]*playground[\s\S]*All is well/u) });
  });

  test('a worker without a shared queue is refused in a sentence', async () => {
    expect(await mora(['worker'])).toMatchObject({ code: 2, err: expect.stringMatching(/REDIS_URL or DATABASE_URL/u) });
  });

  test('a port in use is named', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    await using directory = await testDataDirectory();
    const ended = await mora(['start'], { PORT: port, MORA_DATA_DIR: directory.path });
    server.close();
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining(port) });
    expect(ended.err).toContain('PORT');
  });

  test('a second process on one data directory is refused, and the first goes on', async () => {
    await using directory = await testDataDirectory();
    const environment = { MORA_DATA_DIR: directory.path };
    await using product = await startProduct(environment);
    const ended = await mora(['start'], { ...environment, PORT: '0' });
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining(`process ${product.pid}`) });
    expect((await fetch(`${product.url}healthz`)).status).toBe(200);
    expect(await product.stop()).toBe(0);
  });

  test('a corrupt data directory is named and left as it is', async () => {
    await using directory = await testDataDirectory();
    const control = path.join(directory.path, 'database', 'global', 'pg_control');
    await truncate(control, 10);
    const ended = await mora(['start'], { MORA_DATA_DIR: directory.path, PORT: '0' });
    expect(ended).toMatchObject({ code: 2, err: expect.stringMatching(/damaged.*backup/u) });
    expect((await readFile(control)).byteLength).toBe(10);
  });

  test('a data directory that is a file is named', async () => {
    await using place = await temporaryDirectory();
    const file = path.join(place.path, 'data');
    await writeFile(file, '');
    const ended = await mora(['start'], { MORA_DATA_DIR: file, PORT: '0' });
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('MORA_DATA_DIR') });
  });
});

/** The coded frames of an MP4: its `mdat`, which holds no name and no time of making. */
function frameBytes(mp4: Buffer): Buffer {
  for (let at = 0; at + 8 <= mp4.byteLength;) {
    const size = mp4.readUInt32BE(at);
    if (mp4.subarray(at + 4, at + 8).toString() === 'mdat') return mp4.subarray(at + 8, at + size);
    at += size;
  }
  throw new Error('no mdat');
}
