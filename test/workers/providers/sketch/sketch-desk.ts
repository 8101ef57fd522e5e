import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AgentInput, ImageRef, Shot } from '../../../../src/core/agents.ts';
import { openDiskArtifactStore } from '../../../../src/core/artifacts/disk-artifact-store.ts';
import type { ArtifactStore } from '../../../../src/core/artifacts/artifact-store.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import { decodeVideo } from '../../../../src/core/media/decode-video.ts';
import { VideoSource } from '../../../../src/core/media/video-source.ts';
import type { StageContext } from '../../../../src/core/provider.ts';
import { createSketchProvider } from '../../../../workers/providers/sketch/provider.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

/** Brightness of a frame's pixels, row by row, as the video stores them: 16 is black, 235 white. */
export interface Luma {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

type Chosen = 'width' | 'height' | 'seed' | 'durationS' | 'fps' | 'continues' | 'part';
type FilmOptions = Partial<Pick<AgentInput<'image-to-video'>, Chosen>> & {
  readonly camera?: Shot['camera'];
  readonly pace?: Shot['pace'];
  readonly words?: string;
};

/** A sketch provider with a store to try it with. */
export class SketchDesk implements AsyncDisposable {
  readonly provider = createSketchProvider({ logger: silentLogger() });
  readonly artifacts: ArtifactStore;
  readonly #directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  #turns = 0;

  private constructor(directory: Awaited<ReturnType<typeof temporaryDirectory>>, artifacts: ArtifactStore) {
    this.#directory = directory;
    this.artifacts = artifacts;
  }

  static async open(): Promise<SketchDesk> {
    const directory = await temporaryDirectory();
    return new SketchDesk(directory, await openDiskArtifactStore(path.join(directory.path, 'artifacts')));
  }

  /** Paints words at 256×144. */
  async paint(prompt: string, options: Partial<AgentInput<'text-to-image'>> = {}): Promise<ImageRef> {
    const shot: Shot = { prompt, camera: 'none', pace: 'normal' };
    const input = { width: 256, height: 144, seed: 1, shot, ...options };
    const output = await this.provider.agents['text-to-image']?.(input, await this.#context());
    if (output === undefined) throw new Error('the sketch paints');
    return output.image;
  }

  /** Grades a picture at 256×144. */
  async grade(image: ImageRef, prompt: string): Promise<ImageRef> {
    const shot: Shot = { prompt, camera: 'none', pace: 'normal' };
    const input = { width: 256, height: 144, seed: 1, shot, image };
    const output = await this.provider.agents['image-to-image']?.(input, await this.#context());
    if (output === undefined) throw new Error('the sketch grades');
    return output.image;
  }

  /** Films a picture at 256×144 for a second at 12 frames a second, and reads the bytes of the video. */
  async film(
    image: ImageRef,
    options: FilmOptions = {},
  ): Promise<{ bytes: Buffer; frames: Luma[]; memo: ImageRef['memo'] }> {
    const { camera = 'none', pace = 'fast', words = 'x', ...sizes } = options;
    const shot: Shot = { prompt: words, camera, pace };
    const common = { width: 256, height: 144, continues: false, seed: 1, durationS: 1, fps: 12, shot, image };
    const part = { startS: 0, totalS: options.durationS ?? common.durationS };
    const input = { ...common, part, ...sizes };
    const output = await this.provider.agents['image-to-video']?.(input, await this.#context());
    if (output === undefined) throw new Error('the sketch films');
    await using file = await this.artifacts.open(output.video);
    return { bytes: await readFile(file.path), frames: await lumaOf(file.path), memo: output.memo };
  }

  /** Keeps a PNG as if it came from outside. */
  async keep(png: Uint8Array): Promise<ImageRef> {
    this.#turns += 1;
    const { id } = await this.artifacts.put(`input-picture-${this.#turns}`, 'image/png', { bytes: png });
    return { artifact: id };
  }

  async bytesOf({ artifact }: ImageRef): Promise<Buffer> {
    await using file = await this.artifacts.open(artifact);
    return await readFile(file.path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.provider.close();
    await this.#directory[Symbol.asyncDispose]();
  }

  async #context(): Promise<StageContext> {
    this.#turns += 1;
    return {
      stageId: `task-sketch-${this.#turns}`,
      signal: new AbortController().signal,
      artifacts: this.artifacts,
      scratchDir: await mkdtemp(path.join(this.#directory.path, 'stage-')),
      logger: silentLogger(),
      report: () => undefined,
    };
  }
}

async function lumaOf(file: string): Promise<Luma[]> {
  const frames: Luma[] = [];
  await using source = await VideoSource.open(file);
  for await (const frame of decodeVideo(source)) {
    const { width, height } = frame;
    frames.push({ width, height, data: Uint8Array.from(frame.toBuffer().subarray(0, width * height)) });
  }
  return frames;
}

/** The mean place of the pixels that a test picks, and how many there are. */
export function placeOf(
  luma: Luma | undefined,
  picks: (value: number) => boolean,
): { x: number; y: number; count: number } {
  if (luma === undefined) throw new Error('there is no such frame');
  let [x, y, count] = [0, 0, 0];
  for (const [index, value] of luma.data.entries()) {
    if (!picks(value)) continue;
    x += index % luma.width;
    y += Math.floor(index / luma.width);
    count += 1;
  }
  return { x: x / count, y: y / count, count };
}

/** Mean brightness and its spread. */
export function toneOf({ data }: Luma): { mean: number; spread: number } {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  return { mean, spread: Math.sqrt(variance) };
}

/** Mean difference of two frames, in steps of brightness. */
export function differenceOf(a: Luma | undefined, b: Luma | undefined): number {
  if (a === undefined || b === undefined) throw new Error('there is no such frame');
  return a.data.reduce((sum, value, index) => sum + Math.abs(value - (b.data[index] ?? 0)), 0) / a.data.length;
}
