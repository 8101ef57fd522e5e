import type { Direction, TransitionKind } from '../../connect/transition.ts';
import type { Lexicon } from '../words.ts';

/** Ways from one video to another. */
export const transitionWords: Lexicon<TransitionKind> = {
  dissolve:
    'dissolve, dissolving, cross dissolve, crossfade, cross fade, fade, fading, fade over, blend, blending, melt, melting, superimpose',
  push: 'push, pushing, slide, sliding, swipe, swiping, wipe, wiping, scroll, scrolling, pan, panning, page turn',
  whip: 'whip, whipping, whip pan, swish, swish pan, flash pan, snap pan, fast pan, quick pan, rapid pan, whoosh, spin around, whip around, sudden turn',
  'zoom-through':
    'zoom through, zooming through, zoom into, zooming into, zoom in, zooming in, zoom, zooming, fly through, flying through, fly into, flying into, dive into, diving into, dive through, dolly through, push through, push in, push into, portal, go through, going through, pass through, passing through',
  morph:
    'morph, morphing, transform, transforming, transformation, turn into, turning into, becomes, become, becoming, metamorphosis, metamorphose, shape shift, warp, warping, evolve, evolving, change into, changing into',
};

/** Where things go. */
export const directionWords: Lexicon<Direction> = {
  left: 'left, leftward, to the left',
  right: 'right, rightward, to the right',
  up: 'up, upward, to the top, upwards',
  down: 'down, downward, to the bottom, downwards',
};

/** A side named as where things come from. */
export const originWords: Lexicon<Direction> = {
  left: 'from the left, from left, left to right, left side to right side',
  right: 'from the right, from right, right to left, right side to left side',
  up: 'from above, from the top, from top, top to bottom',
  down: 'from below, from the bottom, from bottom, bottom to top',
};

/** Nothing sudden. */
export const gentleWords: Lexicon<'gentle'> = {
  gentle:
    'smooth, smoothly, gentle, gently, soft, softly, seamless, seamlessly, slow, slowly, subtle, subtly, calm, calmly, gradual, gradually, dreamy, dreamily',
};
