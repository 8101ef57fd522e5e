import { z } from 'zod';
import { silentLogger } from '../../../../src/core/log.ts';
import { ChildProcessHost } from '../../../../src/core/media/child-process.ts';

/** A video as a stranger's encoder may have made it. */
export interface Original {
  readonly path: string;
  readonly width?: number;
  readonly height?: number;
  readonly fps?: number;
  readonly frames: number;
  /** Where in the endless moving pattern it begins, and how fast it moves. */
  readonly place?: number;
  readonly speed?: number;
  /** Added to luma. */
  readonly brightness?: number;
  readonly x264?: Readonly<Record<string, string>>;
  /** Seconds at which it clicks; silent without. */
  readonly clicks?: readonly number[];
}

const packetsSchema = z.array(
  z.object({ pts: z.number(), dts: z.number(), duration: z.number(), key: z.boolean(), hash: z.string() }),
);
export type PacketFacts = z.infer<typeof packetsSchema>[number];

/** Makes videos with a moving pattern and clicks, and looks into others; in a child, with node-av. */
export class FinishLab implements AsyncDisposable {
  readonly #host = new ChildProcessHost({
    entry: new URL('./fixtures/finish-lab.ts', import.meta.url),
    name: 'finish-lab',
    logger: silentLogger(),
    idleMs: 60_000,
  });

  async make({ clicks, ...original }: Original): Promise<string> {
    const shape = { width: 160, height: 90, fps: 24, place: 0, speed: 2, brightness: 0 };
    const x264 = { preset: 'veryfast', crf: '23', ...original.x264 };
    await this.#ask('make', { ...shape, ...original, x264, ...(clicks === undefined ? {} : { clicks: [...clicks] }) });
    return original.path;
  }

  async hashFrames(path: string): Promise<string[]> {
    return z.array(z.string()).parse(await this.#ask('hash-frames', path));
  }

  /** In decoding order; times in frames. */
  async packets(path: string): Promise<PacketFacts[]> {
    return packetsSchema.parse(await this.#ask('packets', path));
  }

  /** Digests of the sound's packets; null for no sound. */
  async soundPackets(path: string): Promise<string[] | null> {
    return z
      .array(z.string())
      .nullable()
      .parse(await this.#ask('sound-packets', path));
  }

  async parameterSets(path: string): Promise<{ sps: number; pps: number }> {
    return z.object({ sps: z.int(), pps: z.int() }).parse(await this.#ask('parameter-sets', path));
  }

  /** Loudest sample of each millisecond. */
  async loudness(path: string, durationS: number): Promise<number[]> {
    return z.array(z.number()).parse(await this.#ask('loudness', { path, durationS }));
  }

  /** Mean difference of luma between each frame and the next one. */
  async steps(path: string): Promise<number[]> {
    return z.array(z.number()).parse(await this.#ask('steps', path));
  }

  /** Mean luma of each frame. */
  async means(path: string): Promise<number[]> {
    return z.array(z.number()).parse(await this.#ask('means', path));
  }

  /** Luma PSNR in decibels of `frames` frames, from the one at `offset` on, against another video's first ones. */
  async psnr(path: string, reference: string, offset: number, frames: number): Promise<number[]> {
    return z.array(z.number()).parse(await this.#ask('psnr', { path, reference, offset, frames }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host.close();
  }

  async #ask(operation: string, input: z.core.util.JSONType): Promise<unknown> {
    return this.#host.request(operation, input, { timeoutMs: 60_000 });
  }
}
