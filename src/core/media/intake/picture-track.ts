import type { Rational } from 'node-av';
import type { SoundTrack } from '../sound/sound-track.ts';

/** The pictures of a new file: packets in decoding order, the first frame at 0. Dispose it. */
export interface PictureTrack extends SoundTrack {
  readonly frameRate: Rational;
}
