import { describe, expect, it } from 'vitest';
import {
  chooseTransition,
  type Evidence,
  type Pace,
} from '../../../../../workers/providers/sketch/connect/choose-transition.ts';
import { describeTransition } from '../../../../../workers/providers/sketch/connect/describe-transition.ts';
import { readTransition } from '../../../../../workers/providers/sketch/understand/read-transition.ts';

const rest: Pace = { x: 0, y: 0, growth: 0, agreement: 0.9 };
const strangers: Evidence = { first: rest, second: rest, likeness: 0.2 };
const ends = (pace: Partial<Pace>): Evidence => ({ ...strangers, first: { ...rest, ...pace } });

describe('the choice of a transition', () => {
  it.each<[string, Evidence, string, string]>([
    ['', strangers, 'dissolve', 'right'],
    ['', { ...strangers, likeness: 0.9 }, 'morph', 'right'],
    ['', ends({ x: -0.3 }), 'push', 'left'],
    ['', ends({ x: 0.3 }), 'push', 'right'],
    ['', ends({ y: -0.3 }), 'push', 'up'],
    ['', ends({ x: 1.2 }), 'whip', 'right'],
    ['', ends({ y: 1.2, x: 0.2 }), 'whip', 'down'],
    ['', ends({ growth: 0.4 }), 'zoom-through', 'right'],
    ['', ends({ growth: -0.4 }), 'dissolve', 'right'],
    ['', ends({ x: 1.2, agreement: 0.2 }), 'dissolve', 'right'],
    ['', { ...ends({ x: 1.2 }), likeness: 0.9 }, 'morph', 'right'],
    ['smoothly', ends({ x: 1.2 }), 'dissolve', 'right'],
    ['smoothly', { ...strangers, likeness: 0.9 }, 'morph', 'right'],
    ['a whip pan', strangers, 'whip', 'right'],
    ['a whip pan', { ...strangers, second: { ...rest, x: -0.2 } }, 'whip', 'left'],
    ['push left', ends({ x: 0.3 }), 'push', 'left'],
    ['dissolve', { ...ends({ x: 1.2 }), likeness: 0.9 }, 'dissolve', 'right'],
  ])('for "%s" and %j is a %s to the %s', (words, evidence, kind, direction) => {
    expect(chooseTransition(readTransition(words), evidence, 1)).toEqual({ kind, direction });
  });

  it('leaves a direction that nothing tells to the seed', () => {
    const wish = readTransition('push');
    expect(chooseTransition(wish, strangers, 2).direction).not.toBe(chooseTransition(wish, strangers, 3).direction);
  });

  it('is told to people in their words', () => {
    expect(describeTransition('push', 'left')).toBe('Connected with a push to the left.');
    expect(describeTransition('push', 'up')).toBe('Connected with a push upwards.');
    expect(describeTransition('whip', 'left')).toBe('Connected with a whip pan to the right.');
    expect(describeTransition('zoom-through', 'left')).toBe('Connected with a zoom through the picture.');
  });
});
