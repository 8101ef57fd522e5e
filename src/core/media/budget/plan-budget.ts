import type { VideoShape } from '../fit-video.ts';

/** The sound of a video as it is. */
export interface SoundFacts {
  readonly bytes: number;
  readonly packets: number;
}

/** What becomes of the sound: bits a second of a new encoding, or its packets as they are. */
export type SoundChoice = { readonly kind: 'copy' } | { readonly kind: 'encode'; readonly bitrate: number };

/** Bits a second of sound, from good stereo to what words and music still are clear at. */
const soundBitrates = [128_000, 96_000, 64_000] as const;
/** Pictures are what people send a video for: sound takes more than this part only where it cannot take less. */
const soundPart = 0.15;

/** Shorter sides that screens know, in pixels; the last is the smallest that is worth watching. */
const shorterSides = [720, 576, 480, 432, 360, 288, 240] as const;
/** Above this rate frames go before size does. */
const enoughFps = 30;

/** MP4's tables: four bytes of size, eight of time and place a picture, and the same of sound. */
const tableBytesPerPacket = 16;
const headerBytes = 4_000;

/** The shapes to try, best first: all there is; half the rate where that is high; then smaller and smaller. */
export function listShapes({ width, height, fps }: VideoShape): readonly [VideoShape, ...VideoShape[]] {
  const full = { width, height, fps };
  const slower = fps > enoughFps ? [{ width, height, fps: fps / 2 }] : [];
  const shorter = Math.min(width, height);
  const smaller = shorterSides
    .filter((side) => side < shorter)
    .map((side) => ({
      width: toEven((width * side) / shorter),
      height: toEven((height * side) / shorter),
      fps: slower[0]?.fps ?? fps,
    }));
  return [full, ...slower, ...smaller];
}

/** The best sound that leaves the pictures their part. */
export function chooseSound(sound: SoundFacts, durationS: number, maxBytes: number): SoundChoice {
  const ownBitrate = (sound.bytes * 8) / durationS;
  const allowed = ((maxBytes * 8) / durationS) * soundPart;
  if (ownBitrate <= allowed) return { kind: 'copy' };
  const less = soundBitrates.filter((bitrate) => bitrate < ownBitrate * 0.9);
  const bitrate = less.find((rate) => rate <= allowed) ?? less.at(-1);
  return bitrate === undefined ? { kind: 'copy' } : { kind: 'encode', bitrate };
}

/** Bytes of a file that are not pictures. */
export function otherBytes(frames: number, durationS: number, sound?: SoundFacts, choice?: SoundChoice): number {
  const soundBytes =
    choice?.kind === 'encode'
      ? (choice.bitrate * (durationS + 0.1)) / 8
      : choice === undefined
        ? 0
        : (sound?.bytes ?? 0);
  // A new encoding is at 48 kHz: 47 packets a second.
  const packets = choice === undefined ? 0 : Math.max(sound?.packets ?? 0, Math.ceil(durationS * 47));
  return Math.ceil(headerBytes + soundBytes + (frames + packets) * tableBytesPerPacket);
}

function toEven(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}
