import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, AVCOL_SPC_BT709 } from 'node-av';
import { writablePlanesOf, type Plane } from '../../../../src/core/media/effects/planes.ts';
import { H264Encoder, type H264EncoderOptions } from '../../../../src/core/media/h264-encoder.ts';
import { Mp4Writer } from '../../../../src/core/media/mp4-writer.ts';
import { allocateFrame } from '../../../../src/core/media/picture-frame.ts';
import { SoundFeed } from '../../../../src/core/media/finish/sound-feed.ts';
import { encodeSound } from '../../../../src/core/media/sound/encode-sound.ts';
import { silence, type Pcm } from '../../../../src/core/media/sound/pcm.ts';

export interface TexturedVideo extends H264EncoderOptions {
  readonly path: string;
  readonly frames: number;
  /** How much finest grain there is, in 8-bit numbers: it is new in each frame, and dear. */
  readonly grain?: number;
  /** Bits a second of noise to hear; none where it is not given. */
  readonly soundBitrate?: number;
}

/** Writes a video that is hard to make small: a texture that moves in two layers, with grain over it. */
export async function writeTexturedVideo({
  path,
  frames,
  grain = 4,
  soundBitrate,
  ...options
}: TexturedVideo): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const encoder = cleanup.use(await H264Encoder.open(options));
  const random = randomNumbers(7);
  const rows = Uint8Array.from({ length: 4_096 }, (_, at) => 60 + 40 * Math.sin(at / 9) + 50 * random());
  const noise = Int8Array.from({ length: 65_536 }, () => Math.round((random() - 0.5) * 2 * grain));
  const durationS = frames / options.fps;
  const sound = soundBitrate === undefined ? undefined : await encodeSound(hiss(durationS, random), soundBitrate);
  if (sound !== undefined) cleanup.use(sound);
  const { parameters, timeBase, frameRate } = encoder;
  const file = cleanup.use(await Mp4Writer.open({ path, parameters, timeBase, frameRate, sound }));
  const feed = sound === undefined ? undefined : cleanup.use(new SoundFeed(sound, file));
  const layout = { format: AV_PIX_FMT_YUV420P, colorSpace: AVCOL_SPC_BT709, colorRange: AVCOL_RANGE_MPEG } as const;
  for (let index = 0; index <= frames; index += 1) {
    using frame = index < frames ? allocateFrame(options, layout) : null;
    if (frame !== null) {
      for (const plane of writablePlanesOf(frame)) paint(plane, index, rows, noise);
    }
    for await (const packet of encoder.encode(frame)) {
      await feed?.writeUpTo(Number(packet.dts) * timeBase.toDouble());
      await file.write(packet);
    }
  }
  await feed?.writeUpTo(Infinity);
  await file.finish();
}

function paint(plane: Plane, index: number, texture: Uint8Array, noise: Int8Array): void {
  for (let y = 0; y < plane.height; y += 1) {
    const start = y * plane.strideBytes;
    const near = (y >> 5) % 2 === 0 ? index * 3 : 4_000 - index;
    for (let x = 0; x < plane.width; x += 1) {
      const value =
        (texture[(x + near + (y >> 3) * 17) & 4_095] ?? 0) + (noise[(x * 7 + y * 131 + index * 977) & 65_535] ?? 0);
      plane.bytes[start + x] = value + 16;
    }
  }
}

async function* hiss(durationS: number, random: () => number): AsyncGenerator<Pcm, void> {
  for (let block = 0; block < Math.floor((durationS * 48_000) / 1_024); block += 1) {
    const { left, right } = silence(1_024);
    yield { left: left.map(() => (random() - 0.5) / 2), right: right.map(() => (random() - 0.5) / 2) };
  }
}

/** Always the same row of numbers from 0 to 1 (Lehmer's generator). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
