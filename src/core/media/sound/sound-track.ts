import type { CodecParameters, Packet, Rational } from 'node-av';

/** The sound of a new file. Dispose it. */
export interface SoundTrack extends AsyncDisposable {
  readonly parameters: CodecParameters;
  /** Of the packets. */
  readonly timeBase: Rational;
  /** Once. A packet is only valid until the next one is asked for. */
  packets(): AsyncGenerator<Packet, void>;
}
