import { MoraError } from '../../errors.ts';
import { encodeSound } from './encode-sound.ts';
import { loopSound } from './loop-sound.ts';
import { mixSound, type SoundStretch } from './mix-sound.ts';
import { SoundSource } from './sound-source.ts';
import type { SoundTrack } from './sound-track.ts';

/** What a video sounds like: nothing; another file's packets, untouched; or a mix that is encoded. */
export type SoundPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'copy'; readonly path: string; readonly durationS: number }
  | {
      readonly kind: 'mix';
      readonly stretches: readonly SoundStretch[];
      /** In samples. */
      readonly loop?: { readonly length: number; readonly overlap: number } | undefined;
    };

/** Many files let their sound ring on a little after the last frame. More than this is not for a shorter picture. */
const maxRingS = 0.5;

/** Opens what was planned; `undefined` for no sound. Throws `bad-media`. */
export async function openSoundTrack(plan: SoundPlan): Promise<SoundTrack | undefined> {
  switch (plan.kind) {
    case 'none':
      return undefined;
    case 'copy':
      return copySound(plan.path, plan.durationS + maxRingS);
    case 'mix': {
      const mix = mixSound(plan.stretches);
      return encodeSound(plan.loop === undefined ? mix : loopSound(mix, plan.loop.length, plan.loop.overlap));
    }
  }
}

async function copySound(path: string, endS: number): Promise<SoundTrack> {
  const source = await SoundSource.open(path);
  if (source === undefined) throw new MoraError('internal', 'The sound of this video is gone.');
  const { codecpar, timeBase } = source.stream;
  return {
    parameters: codecpar,
    timeBase,
    async *packets() {
      for await (const packet of source.packets()) {
        if (Number(packet.pts) * timeBase.toDouble() >= endS) return;
        yield packet;
      }
    },
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}
