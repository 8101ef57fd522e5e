import { measureClip, planCorrections, type ClipTones, type Correction } from '../effects/match-colour.ts';
import type { MadePart } from './plan-finish.ts';

/**
 * How the colours of each clip of a made stretch are brought to those of the video that it was started from, or of its
 * own first clip; nothing where none is wanted. Throws `bad-media`.
 */
export async function planColours({ segment, before, after }: MadePart): Promise<readonly Correction[]> {
  const { clips, repeats, reversed, matchColour } = segment;
  if (!matchColour) return [];
  const tones: ClipTones[] = [];
  for (const clip of clips) tones.push(await measureClip(clip));
  const startedFrom = reversed ? after : before;
  const origin = repeats === 'none' || startedFrom === undefined ? undefined : await measureClip(startedFrom);
  const reference = origin && { last: reversed ? origin.first : origin.last, overall: origin.overall };
  const corrections = planCorrections(tones, reference);
  const [last, lastTones] = [corrections.at(-1), tones.at(-1)];
  if (repeats !== 'both' || after === undefined || last === undefined || lastTones === undefined) return corrections;
  // It was led to a frame that is there, and has to meet that, too: seen from its end, that is where it begins.
  const goal = await measureClip(after);
  const backwards = { first: lastTones.last, last: lastTones.first, overall: lastTones.overall };
  const [meeting] = planCorrections([backwards], { last: goal.first, overall: goal.overall });
  return [...corrections.slice(0, -1), { start: last.start, end: meeting?.start ?? last.end }];
}
