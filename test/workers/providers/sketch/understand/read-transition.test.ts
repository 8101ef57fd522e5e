import { describe, expect, it } from 'vitest';
import { readTransition } from '../../../../../workers/providers/sketch/understand/read-transition.ts';

describe('the words for a transition', () => {
  it.each([
    ['a slow dissolve', 'dissolve', undefined],
    ['crossfade into the city', 'dissolve', undefined],
    ['fade over', 'dissolve', undefined],
    ['push left', 'push', 'left'],
    ['slide to the right', 'push', 'right'],
    ['slide in from the right', 'push', 'left'],
    ['push upwards', 'push', 'up'],
    ['swipe up', 'push', 'up'],
    ['pan left', 'push', 'right'],
    ['wipe left to right', 'push', 'right'],
    ['a whip pan', 'whip', undefined],
    ['whip pan to the right', 'whip', 'left'],
    ['a fast WHIP-PAN left!', 'whip', 'right'],
    ['zoom through the window', 'zoom-through', undefined],
    ['fly into the eye of the storm', 'zoom-through', undefined],
    ['push in', 'zoom-through', undefined],
    ['morph the fox into the wolf', 'morph', undefined],
    ['the reef turns into a city', 'morph', undefined],
    ['a forest', undefined, undefined],
    ['no zoom, just dissolve', 'dissolve', undefined],
    ['', undefined, undefined],
  ])('"%s" wants %s, %s', (words, kind, direction) => {
    const wish = readTransition(words);
    expect([wish.kind, wish.direction]).toEqual([kind, direction]);
  });

  it('knows what shall be gentle', () => {
    expect(readTransition('join them smoothly').gentle).toBe(true);
    expect(readTransition('join them').gentle).toBe(false);
  });
});
