import { sampleRate } from '../sound/pcm.ts';
import { hasSound } from '../sound/sound-source.ts';
import type { SoundStretch } from '../sound/mix-sound.ts';
import type { SoundPlan } from '../sound/open-sound-track.ts';
import type { FinishInput } from './contract.ts';
import type { FinishPlan } from './plan-finish.ts';

/** What the finished video sounds like. Sound that nothing changes is copied. Throws `bad-media`. */
export async function planSound(
  { sound, fps, loopFrames }: FinishInput,
  { parts, frames }: FinishPlan,
): Promise<SoundPlan> {
  const toSamples = (count: number): number => Math.round((count / fps) * sampleRate);
  const overlap = toSamples(loopFrames);
  const loop = loopFrames === 0 ? undefined : { length: toSamples(frames) - overlap, overlap };
  switch (sound.kind) {
    case 'none':
      return { kind: 'none' };
    case 'copy':
      return (await hasSound(sound.path)) ? planWhole(sound.path) : { kind: 'none' };
    case 'segments': {
      const stretches: SoundStretch[] = [];
      let end = 0;
      for (const part of parts) {
        const start = end;
        end += part.frames;
        const length = toSamples(end) - toSamples(start);
        if (part.kind === 'made') stretches.push({ kind: 'made', length });
        else if (part.sound) stretches.push({ kind: 'kept', path: part.path, length });
        else stretches.push({ kind: 'silent', length });
      }
      const [first] = stretches;
      if (stretches.length === 1 && first?.kind === 'kept') return planWhole(first.path);
      return stretches.some(({ kind }) => kind === 'kept') ? { kind: 'mix', stretches, loop } : { kind: 'none' };
    }
  }

  function planWhole(path: string): SoundPlan {
    if (loop === undefined) return { kind: 'copy', path, durationS: frames / fps };
    return { kind: 'mix', stretches: [{ kind: 'kept', path, length: toSamples(frames) }], loop };
  }
}
