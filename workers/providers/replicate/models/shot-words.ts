import type { Shot } from '../../../../src/core/agents.ts';

/** How camera moves are said to models. */
const cameraWords: Readonly<Record<Shot['camera'], string>> = {
  none: '',
  still: 'static camera, locked-off shot',
  'zoom-in': 'the camera slowly zooms in',
  'zoom-out': 'the camera slowly zooms out',
  'pan-left': 'the camera pans to the left',
  'pan-right': 'the camera pans to the right',
  'tilt-up': 'the camera tilts up',
  'tilt-down': 'the camera tilts down',
  orbit: 'the camera orbits around the subject',
  walk: 'first-person view, the camera walks forward',
};

const paceWords: Readonly<Record<Shot['pace'], string>> = {
  slow: 'slow, gentle motion',
  normal: '',
  fast: 'fast, dynamic motion',
};

/** Longest prompt that is sent, in characters: what models read of longer ones differs, and it is never the end. */
const maxLength = 2_000;

/** A picture in words: what the shot shows. */
export function pictureWords({ prompt, style }: Shot): string {
  return joined([prompt, style === undefined || prompt.includes(style) ? '' : style]);
}

/** A clip in words: what the shot shows, what moves in this clip, and how the camera goes. */
export function clipWords(shot: Shot): string {
  const { motion = '', camera, pace } = shot;
  return joined([pictureWords(shot), motion, cameraWords[camera], paceWords[pace]]) || 'natural, subtle motion';
}

/** A transition in words. */
export function transitionWords(prompt: string): string {
  return joined(['a smooth, continuous transition from the first to the last frame', prompt]);
}

function joined(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('. ')
    .slice(0, maxLength);
}
