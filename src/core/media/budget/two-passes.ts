import type { Frame } from 'node-av';
import { fitVideo, type VideoShape } from '../fit-video.ts';
import { H264Encoder } from '../h264-encoder.ts';
import { Mp4Writer } from '../mp4-writer.ts';
import { SoundFeed } from '../finish/sound-feed.ts';
import { decodeSound } from '../sound/decode-sound.ts';
import { encodeSound } from '../sound/encode-sound.ts';
import { sampleRate } from '../sound/pcm.ts';
import { openSoundTrack } from '../sound/open-sound-track.ts';
import type { SoundTrack } from '../sound/sound-track.ts';
import type { SoundChoice } from './plan-budget.ts';

/** A video that is encoded anew, twice. */
export interface Passes {
  readonly path: string;
  readonly shape: VideoShape;
  /** Of the video. */
  readonly durationS: number;
  /** Where the first pass leaves what it learned for the second. */
  readonly statsPath: string;
  /** Called for each frame of a pass. */
  readonly onFrame: () => void;
}

/** The first pass: learns where bits are needed. Returns the bytes of pictures at this quality. Throws `bad-media`. */
export async function learn({ path, shape, statsPath, onFrame }: Passes, crf: number): Promise<number> {
  using encoder = await H264Encoder.open({ ...shape, quality: { crf, statsPath } });
  let bytes = 0;
  const encode = async (frame: Frame | null): Promise<void> => {
    for await (const packet of encoder.encode(frame)) bytes += packet.size;
  };
  for await (const frame of fitVideo(path, shape)) {
    await encode(frame);
    onFrame();
  }
  await encode(null);
  return bytes;
}

export interface SecondPass {
  readonly out: string;
  /** Of the pictures, in bits a second. */
  readonly bitrate: number;
  /** Absent for none. */
  readonly sound: SoundChoice | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The second pass: spends so many bits where the first one saw the need. Throws `bad-media`. */
export async function write(passes: Passes, { out, bitrate, sound, metadata }: SecondPass): Promise<void> {
  const { path, shape, statsPath } = passes;
  await using cleanup = new AsyncDisposableStack();
  const encoder = cleanup.use(await H264Encoder.open({ ...shape, quality: { bitrate, pass: 2, statsPath } }));
  const track = await openSound(passes, sound);
  if (track !== undefined) cleanup.use(track);
  const { parameters, timeBase, frameRate } = encoder;
  const file = cleanup.use(
    await Mp4Writer.open({ path: out, parameters, timeBase, frameRate, sound: track, metadata }),
  );
  const feed = track === undefined ? undefined : cleanup.use(new SoundFeed(track, file));
  const encode = async (frame: Frame | null): Promise<void> => {
    for await (const packet of encoder.encode(frame)) {
      await feed?.writeUpTo(Number(packet.dts) * timeBase.toDouble());
      await file.write(packet);
    }
  };
  for await (const frame of fitVideo(path, shape)) {
    await encode(frame);
    passes.onFrame();
  }
  await encode(null);
  await feed?.writeUpTo(Infinity);
  await file.finish();
}

async function openSound({ path, durationS }: Passes, sound: SoundChoice | undefined): Promise<SoundTrack | undefined> {
  switch (sound?.kind) {
    case undefined:
      return undefined;
    case 'copy':
      return openSoundTrack({ kind: 'copy', path, durationS });
    case 'encode':
      return encodeSound(decodeSound(path, Math.round(durationS * sampleRate)), sound.bitrate);
  }
}
