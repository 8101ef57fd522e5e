import { AV_LOG_ERROR, Log } from 'node-av';
import { finish } from './finish/finish.ts';
import { finishInputSchema, probeInputSchema } from './finish/contract.ts';
import { inspectVideo } from './inspect-video.ts';
import { serveChild } from './serve-child.ts';

// FFmpeg tells its whole life otherwise.
Log.setLevel(AV_LOG_ERROR);
serveChild({
  finish: async (input, turn) => finish(finishInputSchema.parse(input), (progress) => turn.report({ ...progress })),
  'probe-video': async (input) => (await inspectVideo(probeInputSchema.parse(input).path)).facts,
});
