import { MoraError } from '../../errors.ts';
import type { Size } from '../../size.ts';
import { mediaLimits } from '../media-limits.ts';
import type { VideoHeader } from '../video-source.ts';

const { maxPixels, maxDurationS, maxStreams, maxSide, minSide } = mediaLimits.video;

/** Says no to a video that came in. `detail` is for the log. */
export function badVideo(userMessage: string, detail?: string): MoraError {
  return new MoraError('bad-media', userMessage, detail === undefined ? {} : { detail });
}

/** For a file that is a video but does not hold what it should. */
export function damagedVideo(detail: string): MoraError {
  return badVideo('This video is damaged or incomplete. Save it again as an MP4 and send that.', detail);
}

/** For a video past `maxDurationS` or `maxFrames`. */
export function tooLong(): MoraError {
  return badVideo(`This video is too long. Send at most ${maxDurationS} seconds.`);
}

/** Headers round up, and sound may ring on after the picture: what is longer by less than this is looked into. */
const headerToleranceS = 1;

/** Refuses by the header alone what would take too much to read. Throws `bad-media`. */
export function checkVideoHeader({ streams, durationS, sizes }: VideoHeader): void {
  if (streams > maxStreams) {
    throw badVideo('This video has too many tracks. Send one with a single picture and sound.', `${streams} streams`);
  }
  if (durationS > maxDurationS + headerToleranceS) throw tooLong();
  sizes.forEach(checkVideoSize);
}

/** Throws `bad-media` for a size that is not taken. */
export function checkVideoSize({ width, height }: Size): void {
  const isLarge = width * height > maxPixels || Math.max(width, height) > maxSide;
  if (isLarge) {
    const size = `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`;
    throw badVideo(`This video has ${size} pixels. Send one of at most 3840 × 2160.`);
  }
  if (Math.min(width, height) < minSide) {
    throw badVideo(`This video is too small. Send one with at least ${minSide} pixels on each side.`);
  }
}
