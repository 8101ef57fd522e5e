import { AV_LOG_ERROR, Log } from 'node-av';
import { fitToBytesInputSchema } from './budget/contract.ts';
import { fitToBytes } from './budget/fit-to-bytes.ts';
import { finish } from './finish/finish.ts';
import { finishInputSchema, probeInputSchema } from './finish/contract.ts';
import { inspectVideo } from './inspect-video.ts';
import {
  extractFrameInputSchema,
  sampleFramesInputSchema,
  takeClipInputSchema,
  takeVideoInputSchema,
} from './intake/contract.ts';
import { extractFrame } from './intake/extract-frame.ts';
import { sampleFrames } from './intake/sample-frames.ts';
import { takeClip } from './intake/take-clip.ts';
import { takeVideo } from './intake/take-video.ts';
import { mediaLimits } from './media-limits.ts';
import { serveChild } from './serve-child.ts';

// FFmpeg tells its whole life otherwise.
Log.setLevel(AV_LOG_ERROR);
serveChild(
  {
    finish: async (input, turn) => finish(finishInputSchema.parse(input), (progress) => turn.report({ ...progress })),
    'take-video': async (input, turn) =>
      takeVideo(takeVideoInputSchema.parse(input), (progress) => turn.report({ ...progress })),
    'fit-to-bytes': async (input, turn) =>
      fitToBytes(fitToBytesInputSchema.parse(input), (progress) => turn.report({ ...progress })),
    'take-clip': async (input) => takeClip(takeClipInputSchema.parse(input)),
    'sample-frames': async (input) => ({ paths: await sampleFrames(sampleFramesInputSchema.parse(input)) }),
    'extract-frame': async (input) => ({ ...(await extractFrame(extractFrameInputSchema.parse(input))) }),
    'probe-video': async (input) => (await inspectVideo(probeInputSchema.parse(input).path)).facts,
  },
  { maxMegabytes: mediaLimits.video.maxMegabytes },
);
