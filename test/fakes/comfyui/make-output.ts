import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import type { Graph } from '../../../workers/providers/comfyui/workflow.ts';

const run = promisify(execFile);

/** A real picture: a slope of colours that depends on the seed. */
export async function makePng(graph: Graph, scale: number): Promise<Buffer> {
  const { width, height } = sizeOf(graph, scale);
  const hue = (numberIn(graph, ['seed', 'noise_seed']) ?? 0) % 256;
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    pixels.set([hue, ((at % width) * 255) / width, (Math.floor(at / width) * 255) / height], at * 3);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** A JPEG as previews have it, another one for each step. */
export async function makePreview(step: number): Promise<Buffer> {
  const background = { r: (step * 37) % 256, g: 80, b: 120 };
  return sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

/** A real MP4 with the frames that the workflow asks for. Encoded by a process of its own: the encoder is large. */
export async function makeMp4(graph: Graph, scale: number): Promise<Buffer> {
  const { width, height } = sizeOf(graph, scale);
  const frames = numberIn(graph, ['length', 'video_frames']) ?? 8;
  const fps = numberIn(graph, ['frame_rate'], 'VHS_VideoCombine') ?? numberIn(graph, ['fps'], 'CreateVideo') ?? 8;
  const folder = await mkdtemp(path.join(tmpdir(), 'fake-comfyui-'));
  try {
    const file = path.join(folder, 'clip.mp4');
    const program = path.join(import.meta.dirname, 'make-clip.ts');
    await run(process.execPath, [...process.execArgv, program, file, ...[width, height, fps, frames].map(String)]);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sizeOf(graph: Graph, scale: number): { width: number; height: number } {
  const even = (length: number): number => Math.max(32, Math.round((length * scale) / 2) * 2);
  return { width: even(numberIn(graph, ['width']) ?? 512), height: even(numberIn(graph, ['height']) ?? 512) };
}

function numberIn(graph: Graph, names: readonly string[], kind?: string): number | undefined {
  for (const node of Object.values(graph)) {
    if (kind !== undefined && node.class_type !== kind) continue;
    for (const name of names) {
      const value = node.inputs[name];
      if (typeof value === 'number') return value;
    }
  }
  return undefined;
}
