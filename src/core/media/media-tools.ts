import { videoFactsSchema, type VideoFacts } from '../video-facts.ts';
import type { Failure } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Size } from '../size.ts';
import { fitToBytesOutputSchema, type FitToBytesInput, type FitToBytesOutput } from './budget/contract.ts';
import { ChildProcessHost } from './child-process.ts';
import {
  finishOutputSchema,
  finishProgressSchema,
  type FinishInput,
  type FinishOutput,
  type FinishProgress,
} from './finish/contract.ts';
import { takeImageOutputSchema } from './image-intake-contract.ts';
import {
  extractFrameOutputSchema,
  sampleFramesOutputSchema,
  takeVideoOutputSchema,
  takeVideoProgressSchema,
  type ExtractFrameInput,
  type TakeVideoOutput,
  type TakeVideoProgress,
} from './intake/contract.ts';
import { mediaLimits } from './media-limits.ts';

/** Who waits for a piece of media work may stop it. */
export interface MediaWorkOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Work on media files, done in child processes. Everything throws `MoraError`. */
export interface MediaTools extends AsyncDisposable {
  /**
   * Makes a stranger's picture (`path`) ours: an upright 8-bit sRGB PNG at `outPath`, without metadata, at most 2,048
   * pixels long. Throws `bad-media` with what to send instead.
   */
  takeImage(path: string, outPath: string, options?: MediaWorkOptions): Promise<Size>;
  /** Makes segments one video of the shape asked for, with a poster. Throws `provider-failed` for a clip that is damaged. */
  finish(
    input: FinishInput,
    options?: MediaWorkOptions & { readonly onProgress?: (progress: FinishProgress) => void },
  ): Promise<FinishOutput>;
  /**
   * Makes a stranger's video (`path`) ours: an MP4 in the house form at `outPath` (see `takeVideo`). Throws `bad-media`
   * with what to send instead.
   */
  takeVideo(
    path: string,
    outPath: string,
    options?: MediaWorkOptions & { readonly onProgress?: (progress: TakeVideoProgress) => void },
  ): Promise<TakeVideoOutput>;
  /** Writes the exact first or last frame of a video in the house form as a PNG. Throws `bad-media`. */
  extractFrame(
    path: string,
    which: ExtractFrameInput['which'],
    outPath: string,
    options?: MediaWorkOptions,
  ): Promise<Size>;
  /**
   * Makes a copy of a finished video that has at most `maxBytes` (see `fitToBytes`). Throws `not-supported` with how many
   * would be enough.
   */
  fitToBytes(
    input: FitToBytesInput,
    options?: MediaWorkOptions & { readonly onProgress?: (progress: FinishProgress) => void },
  ): Promise<FitToBytesOutput>;
  /** Makes a stranger's or a provider's picture a PNG of exactly this size, cropped around the middle. Throws `bad-media`. */
  fitImage(path: string, outPath: string, size: Size, options?: MediaWorkOptions): Promise<void>;
  /**
   * Makes a provider's video ours, without sound (see `takeClip`); with `durationS` its pictures are spread over so many
   * seconds. Throws `provider-failed` where it is damaged or cut short.
   */
  takeClip(
    path: string,
    outPath: string,
    options?: MediaWorkOptions & { readonly durationS?: number | undefined },
  ): Promise<VideoFacts>;
  /** Writes so many frames of a video, spread evenly, as JPEGs into a folder; returns their paths. Throws `bad-media`. */
  sampleFrames(
    path: string,
    count: number,
    outDirectory: string,
    options?: MediaWorkOptions,
  ): Promise<readonly string[]>;
  /** A video's facts, its frames counted. Throws `bad-media`. */
  probeVideo(path: string, options?: MediaWorkOptions): Promise<VideoFacts>;
  /** Process ids of the children that run now, for measuring them. */
  pids(): readonly number[];
  /** Ends the children and what they do. */
  close(): Promise<void>;
}

export interface MediaToolsOptions {
  readonly logger: Logger;
  /** How long unused children are kept warm: a start takes a third of a second, the memory is needed elsewhere. */
  readonly idleMs?: number;
}

/** Native libraries lose a little memory with each file; after this many a fresh child starts. */
const maxRequests = 200;

const crashedOnImage: Failure = {
  code: 'bad-media',
  userMessage: 'This picture could not be read. Save it again as a PNG or JPEG and send that.',
};
const crashedOnVideo: Failure = {
  code: 'bad-media',
  userMessage: 'This video could not be read. Save it again as an MP4 and send that.',
};

const crashedOnClip: Failure = {
  code: 'provider-failed',
  userMessage: 'A part of this video came out damaged. Please try again.',
};

/** Pictures and videos have a child each: a person who sends a picture does not wait for a video being finished. */
export function createMediaTools({ logger, idleMs = 60_000 }: MediaToolsOptions): MediaTools {
  const shared = { logger, idleMs, maxRequests };
  const images = new ChildProcessHost({
    ...shared,
    name: 'images',
    entry: new URL('./image-child.ts', import.meta.url),
  });
  const videos = new ChildProcessHost({
    ...shared,
    name: 'videos',
    entry: new URL('./video-child.ts', import.meta.url),
  });
  const close = async (): Promise<void> => {
    await Promise.all([images.close(), videos.close()]);
  };
  return {
    async takeImage(path, outPath, { signal } = {}) {
      const timeoutMs = mediaLimits.image.timeoutMs;
      const output = await images.request(
        'take-image',
        { path, outPath },
        { signal, timeoutMs, crashError: crashedOnImage },
      );
      return takeImageOutputSchema.parse(output);
    },
    async finish(input, { signal, onProgress } = {}) {
      const timeoutMs = mediaLimits.video.finishTimeoutMs;
      const tell = (progress: unknown): void => onProgress?.(finishProgressSchema.parse(progress));
      return finishOutputSchema.parse(await videos.request('finish', input, { signal, timeoutMs, onProgress: tell }));
    },
    async fitToBytes(input, { signal, onProgress } = {}) {
      const work = { ...input, metadata: input.metadata ?? {} };
      const timeoutMs = mediaLimits.video.finishTimeoutMs;
      const tell = (progress: unknown): void => onProgress?.(finishProgressSchema.parse(progress));
      const output = await videos.request('fit-to-bytes', work, { signal, timeoutMs, onProgress: tell });
      return fitToBytesOutputSchema.parse(output);
    },
    async takeVideo(path, outPath, { signal, onProgress } = {}) {
      const timeoutMs = mediaLimits.video.takeTimeoutMs;
      const tell = (progress: unknown): void => onProgress?.(takeVideoProgressSchema.parse(progress));
      const bounds = { signal, timeoutMs, onProgress: tell, crashError: crashedOnVideo };
      return takeVideoOutputSchema.parse(await videos.request('take-video', { path, outPath }, bounds));
    },
    async extractFrame(path, which, out, { signal } = {}) {
      const timeoutMs = mediaLimits.video.probeTimeoutMs;
      const bounds = { signal, timeoutMs, crashError: crashedOnVideo };
      return extractFrameOutputSchema.parse(await videos.request('extract-frame', { path, which, out }, bounds));
    },
    async fitImage(path, outPath, { width, height }, { signal } = {}) {
      const timeoutMs = mediaLimits.image.timeoutMs;
      const input = { path, outPath, cover: { width, height } };
      await images.request('take-image', input, { signal, timeoutMs, crashError: crashedOnImage });
    },
    async takeClip(path, outPath, { signal, durationS } = {}) {
      const timeoutMs = mediaLimits.video.takeTimeoutMs;
      const input = { path, outPath, ...(durationS === undefined ? {} : { durationS }) };
      return videoFactsSchema.parse(
        await videos.request('take-clip', input, { signal, timeoutMs, crashError: crashedOnClip }),
      );
    },
    async sampleFrames(path, count, outDirectory, { signal } = {}) {
      const timeoutMs = mediaLimits.video.probeTimeoutMs;
      const bounds = { signal, timeoutMs, crashError: crashedOnVideo };
      return sampleFramesOutputSchema.parse(
        await videos.request('sample-frames', { path, count, outDirectory }, bounds),
      ).paths;
    },
    async probeVideo(path, { signal } = {}) {
      const timeoutMs = mediaLimits.video.probeTimeoutMs;
      const output = await videos.request('probe-video', { path }, { signal, timeoutMs, crashError: crashedOnVideo });
      return videoFactsSchema.parse(output);
    },
    pids: () => [images.pid, videos.pid].filter((pid) => pid !== undefined),
    close,
    [Symbol.asyncDispose]: close,
  };
}
