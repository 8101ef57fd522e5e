import { z } from 'zod';
import { silentLogger } from '../../../../src/core/log.ts';
import { ChildProcessHost } from '../../../../src/core/media/child-process.ts';

/** A video that a test wants to have. Codecs, formats and pixels are called as FFmpeg calls them. */
export const filmSchema = z.object({
  path: z.string(),
  format: z.string(),
  picture: z.boolean().default(true),
  codec: z.string().default('libx264'),
  pixelFormat: z.string().default('yuv420p'),
  width: z.int().default(160),
  height: z.int().default(90),
  ticksPerSecond: z.int().default(24),
  /** When each frame shows. */
  startTicks: z.array(z.int()).default(Array.from({ length: 24 }, (_, index) => index)),
  options: z.record(z.string(), z.string()).optional(),
  pixelAspect: z.tuple([z.int(), z.int()]).optional(),
  /** To be shown turned by a quarter, clockwise. */
  turned: z.boolean().optional(),
  hdr: z.boolean().optional(),
  /** Silence until `startS`, then a tone. */
  sound: z.object({ codec: z.string(), startS: z.number(), durationS: z.number() }).optional(),
  /** Streams without a packet. */
  emptyStreams: z.int().optional(),
});
export type Film = z.infer<typeof filmSchema>;

/** Makes films and measures them, in a child. */
export class FilmLab implements AsyncDisposable {
  readonly #host = new ChildProcessHost({
    entry: new URL('./fixtures/corpus-child.ts', import.meta.url),
    name: 'film-lab',
    logger: silentLogger(),
    idleMs: 60_000,
  });

  async make(film: z.input<typeof filmSchema>): Promise<string> {
    const whole = filmSchema.parse(film);
    // What is left out is not JSON.
    const defined = z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(whole)));
    await this.#host.request('make', defined, { timeoutMs: 60_000 });
    return whole.path;
  }

  /** Decibels, frame by frame; 100 for the same. Throws where their number differs. */
  async psnr(one: string, other: string): Promise<number[]> {
    return z.array(z.number()).parse(await this.#host.request('psnr', [one, other], { timeoutMs: 60_000 }));
  }

  /** Second at which the sound of a video in the house form begins. */
  async onset(path: string, durationS: number): Promise<number | null> {
    const answer = await this.#host.request('onset', { path, durationS }, { timeoutMs: 60_000 });
    return z.number().nullable().parse(answer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host.close();
  }
}
