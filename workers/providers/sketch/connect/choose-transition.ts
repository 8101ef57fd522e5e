import type { Direction, TransitionKind } from './transition.ts';

/** What the words want of a transition. */
export interface TransitionWish {
  readonly kind?: TransitionKind;
  readonly direction?: Direction;
  /** Nothing quick: "smoothly". */
  readonly gentle: boolean;
}

/** A camera's motion, in the frame's own measure and in seconds. */
export interface Pace {
  /** Frame widths to the right and frame heights down that what is seen moves in a second. */
  readonly x: number;
  readonly y: number;
  /** Growth in a second: 0.1 where all gets a tenth larger. */
  readonly growth: number;
  /** Share of the picture that moves along, 0 to 1. */
  readonly agreement: number;
}

/** What the pictures tell. */
export interface Evidence {
  /** How the camera moves where the first video ends, and where the second begins. */
  readonly first: Pace;
  readonly second: Pace;
  /** How much the two frames show the same thing, 0 to 1; see `likenessOf`. */
  readonly likeness: number;
}

export interface Choice {
  readonly kind: TransitionKind;
  /** For pushes and whips. */
  readonly direction: Direction;
}

/** Measured: frames a second apart of one shot are above it, those of two scenes far below. */
const alike = 0.6;
/** A camera's motion counts when this share of the picture goes along. */
const agreed = 0.5;
/** Pans faster than these, in frames a second, go over into a push, or into a whip. */
const [panning, whipping] = [0.12, 0.6];
/** Growth a second from which a zoom leads through. */
const zooming = 0.12;

/**
 * Chooses how one video becomes the other. Words decide; else what is alike morphs, a pan pushes on (a fast one whips),
 * a camera that goes forward flies through, and all else dissolves. Where nothing tells a direction the seed does.
 */
export function chooseTransition(wish: TransitionWish, evidence: Evidence, seed: number): Choice {
  const pan = directionOf(evidence.first) ?? directionOf(evidence.second);
  const direction = wish.direction ?? pan ?? (seed % 2 === 0 ? 'left' : 'right');
  return { kind: wish.kind ?? kindOf(wish, evidence), direction };
}

function kindOf({ direction, gentle }: TransitionWish, { first, likeness }: Evidence): TransitionKind {
  if (direction !== undefined) return 'push';
  if (likeness >= alike) return 'morph';
  if (gentle || first.agreement < agreed) return 'dissolve';
  const speed = Math.max(Math.abs(first.x), Math.abs(first.y));
  if (speed >= whipping) return 'whip';
  if (speed >= panning) return 'push';
  return first.growth >= zooming ? 'zoom-through' : 'dissolve';
}

/** Where a pan takes what is seen; undefined where there is none worth going on with. */
function directionOf({ x, y, agreement }: Pace): Direction | undefined {
  if (agreement < agreed || Math.max(Math.abs(x), Math.abs(y)) < panning / 2) return undefined;
  if (Math.abs(x) >= Math.abs(y)) return x < 0 ? 'left' : 'right';
  return y < 0 ? 'up' : 'down';
}
