import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { silentLogger } from '../src/core/log.ts';
import { masterSettings } from '../src/core/media/h264-encoder.ts';
import type { FinishInput, Segment } from '../src/core/media/finish/contract.ts';
import { createMediaTools, type MediaTools } from '../src/core/media/media-tools.ts';
import { smoothFilters } from '../src/core/media/effects/smooth.ts';
import { VideoEncoder } from '../src/core/media/video-encoder.ts';
import { ffmpeg, hasSystemFfmpeg } from '../test/support/system-ffmpeg.ts';
import { temporaryDirectory } from '../test/support/temporary-directory.ts';
import { timeMs, type Bench, type Measure } from './support/bench.ts';
import { sketchFrames } from './support/sketch-frames.ts';

const shape = { width: 1024, height: 576, fps: 24 } as const;
const seconds = 5;
const frames = seconds * shape.fps;
const made = { kind: 'made', reversed: false, repeats: 'none', matchColour: false } as const;

/** The x264 settings of the studio as the ffmpeg command wants them. */
const x264 = [
  '-c:v',
  'libx264',
  '-preset',
  masterSettings.preset,
  '-profile:v',
  'high',
  '-pix_fmt',
  'yuv420p',
  '-threads',
  String(masterSettings.threads),
  '-g',
  String(masterSettings.keyframeS * shape.fps),
  '-x264-params',
  masterSettings.x264Params,
];
const master = [...x264, '-crf', String(masterSettings.crf)];

/** What our media work costs beside the command that does the same. Both write the poster, too. */
export const media: Bench = {
  name: 'media',
  about: 'joins, fitting to a size and smoothing of 5 s clips of 1024×576, over the plain ffmpeg commands for the same',
  async run() {
    if (!hasSystemFfmpeg()) return { skipped: 'there is no ffmpeg on this machine to compare with' };
    await using directory = await temporaryDirectory();
    await using tools = createMediaTools({ logger: silentLogger() });
    const rig = await openRig(directory.path, tools);
    // The first one starts the child process, which then stays warm.
    await rig.finish([{ kind: 'kept', path: rig.a }]);
    const measures: Measure[] = [];
    for (const [name, ours, rival] of [
      [
        'extend',
        () =>
          rig.finish([
            { kind: 'kept', path: rig.a },
            { ...made, clips: [rig.b], frames },
          ]),
        rig.appendNew,
      ],
      ['connect', () => rig.finish(rig.connected), rig.insertNew],
      ['fit to 60 % of the bytes', rig.fit, rig.twoPasses],
      ['smooth to 60', () => rig.finish([{ ...made, clips: [rig.a], frames: seconds * 60 }], 60), rig.interpolate],
    ] as const) {
      const ourMs = await timeMs(ours);
      const rivalMs = await timeMs(rival);
      measures.push({ name, value: ourMs / 1000, unit: 's' }, { name: '  ffmpeg', value: rivalMs / 1000, unit: 's' });
      measures.push({ name: '  ratio', value: ourMs / rivalMs, unit: '×', aim: 1.2 });
    }
    return { measures };
  },
};

/** Two clips, and what is done to them here and there. */
interface Rig {
  readonly a: string;
  readonly b: string;
  readonly connected: Segment[];
  readonly finish: (segments: Segment[], fps?: number) => Promise<void>;
  readonly fit: () => Promise<void>;
  readonly appendNew: () => Promise<void>;
  readonly insertNew: () => Promise<void>;
  readonly twoPasses: () => Promise<void>;
  readonly interpolate: () => Promise<void>;
}

async function openRig(directory: string, tools: MediaTools): Promise<Rig> {
  const at = (name: string): string => path.join(directory, name);
  const [a, b, bridge] = [at('a.mp4'), at('b.mp4'), at('bridge.mp4')];
  const reef = await sketchFrames('a coral reef with colourful fish', 1);
  await write(reef, a);
  await write(reef.slice(0, shape.fps), bridge);
  await write(await sketchFrames('a city at night in the rain, pan right', 2), b);
  const out = at('ours.mp4');
  const posterOut = at('ours.jpg');
  const poster = (): Promise<string> => ffmpeg('-ss', '2', '-i', at('theirs.mp4'), '-frames:v', '1', at('theirs.jpg'));
  const join = async (...parts: string[]): Promise<void> => {
    await writeFile(at('list.txt'), parts.map((part) => `file '${part}'`).join('\n'));
    const copy = ['-c', 'copy', '-movflags', '+faststart'];
    await ffmpeg('-f', 'concat', '-safe', '0', '-i', at('list.txt'), ...copy, at('theirs.mp4'));
    await poster();
  };
  let fitted = { width: 0, height: 0, sizeBytes: 0 };
  return {
    a,
    b,
    connected: [
      { kind: 'kept', path: a },
      { ...made, clips: [bridge], frames: shape.fps },
      { kind: 'kept', path: b },
    ],
    async finish(segments, fps = shape.fps) {
      const { width, height } = shape;
      const common = { sound: { kind: 'none' }, loopFrames: 0, metadata: {}, out, posterOut } as const;
      const order: FinishInput = { segments, width, height, fps, ...common };
      await tools.finish(order);
    },
    async fit() {
      const maxBytes = Math.floor((await stat(a)).size * 0.6);
      const { facts, sizeBytes } = await tools.fitToBytes({ path: a, out, maxBytes });
      fitted = { width: facts.width, height: facts.height, sizeBytes };
    },
    async appendNew() {
      await ffmpeg('-i', b, ...master, '-an', at('new.mp4'));
      await join(a, at('new.mp4'));
    },
    async insertNew() {
      await ffmpeg('-i', bridge, ...master, '-an', at('new.mp4'));
      await join(a, at('new.mp4'), b);
    },
    async twoPasses() {
      const bitrate = ['-b:v', String(Math.floor((fitted.sizeBytes * 8) / seconds))];
      const size = ['-vf', `scale=${fitted.width}:${fitted.height}:flags=lanczos`];
      const log = ['-passlogfile', at('pass')];
      await ffmpeg('-i', a, ...size, ...x264, ...bitrate, '-pass', '1', ...log, '-f', 'null', '-');
      await ffmpeg(
        '-i',
        a,
        ...size,
        ...x264,
        ...bitrate,
        '-pass',
        '2',
        ...log,
        '-movflags',
        '+faststart',
        at('theirs.mp4'),
      );
    },
    async interpolate() {
      await ffmpeg(
        '-i',
        a,
        '-vf',
        smoothFilters(shape.fps, 60),
        ...master,
        '-movflags',
        '+faststart',
        at('theirs.mp4'),
      );
      await poster();
    },
  };
}

async function write(pictures: readonly Buffer[], out: string): Promise<void> {
  await using encoder = await VideoEncoder.open({ path: out, ...shape });
  for (const picture of pictures) await encoder.write(picture);
  await encoder.finish();
}
