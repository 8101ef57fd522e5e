import path from 'node:path';
import { silentLogger } from '../../../../src/core/log.ts';
import type { FinishInput, FinishOutput, Segment } from '../../../../src/core/media/finish/contract.ts';
import { createMediaTools, type MediaTools } from '../../../../src/core/media/media-tools.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { FinishLab } from './finish-lab.ts';

/** What the videos of these tests are like: small, so that they are quick. */
export const shape = { width: 160, height: 90, fps: 24 } as const;

/** A folder of its own with the product's tools to finish videos, and a lab to make and examine them. */
export class FinishDesk implements AsyncDisposable {
  readonly lab = new FinishLab();
  readonly #media: MediaTools = createMediaTools({ logger: silentLogger() });
  readonly #directory: Awaited<ReturnType<typeof temporaryDirectory>>;

  private constructor(directory: Awaited<ReturnType<typeof temporaryDirectory>>) {
    this.#directory = directory;
  }

  static async open(): Promise<FinishDesk> {
    return new FinishDesk(await temporaryDirectory());
  }

  /** The folder. */
  get path(): string {
    return this.#directory.path;
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  /** Finishes segments as `name`.mp4, with their own sound where nothing else is said. */
  async finish(
    name: string,
    segments: Segment[],
    more: Partial<FinishInput> = {},
    heard: number[] = [],
  ): Promise<FinishOutput> {
    const order: FinishInput = {
      segments,
      sound: { kind: 'segments' },
      ...shape,
      loopFrames: 0,
      metadata: { title: name },
      out: this.file(`${name}.mp4`),
      posterOut: this.file(`${name}.jpg`),
      ...more,
    };
    return this.#media.finish(order, { onProgress: ({ percent }) => heard.push(percent) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.lab[Symbol.asyncDispose](), this.#media.close()]);
    await this.#directory[Symbol.asyncDispose]();
  }
}
