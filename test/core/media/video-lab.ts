import { z } from 'zod';
import { videoFactsSchema, type VideoFacts } from '../../../src/core/video-facts.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { ChildProcessHost } from '../../../src/core/media/child-process.ts';

export interface PaintedVideo {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
  readonly picture: 'colours' | 'black-end' | number;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Encodes and examines videos in a child, with the product's own code. */
export class VideoLab implements AsyncDisposable {
  readonly #host = new ChildProcessHost({
    entry: new URL('./fixtures/video-lab.ts', import.meta.url),
    name: 'video-lab',
    logger: silentLogger(),
    idleMs: 60_000,
  });

  async encode(video: PaintedVideo): Promise<{ facts: VideoFacts; peakBytes: number }> {
    const schema = z.object({ facts: videoFactsSchema, peakBytes: z.number() });
    return schema.parse(await this.request('encode', { ...video, metadata: { ...video.metadata } }));
  }

  async hashFrames(path: string): Promise<string[]> {
    return z.array(z.string()).parse(await this.request('hash-frames', path));
  }

  async meanLuma(path: string): Promise<number[]> {
    return z.array(z.number()).parse(await this.request('mean-luma', path));
  }

  async request(operation: string, input: z.core.util.JSONType): Promise<unknown> {
    return this.#host.request(operation, input, { timeoutMs: 60_000 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host.close();
  }
}
