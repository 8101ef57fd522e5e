import type { Direction, TransitionKind } from './transition.ts';

const opposite: Readonly<Record<Direction, Direction>> = { left: 'right', right: 'left', up: 'down', down: 'up' };

/** How people are told which transition was chosen: a push goes where things go, a whip pan where the camera goes. */
export function describeTransition(kind: TransitionKind, direction: Direction): string {
  switch (kind) {
    case 'dissolve':
      return 'Connected with a dissolve.';
    case 'push':
      return `Connected with a push ${toward(direction)}.`;
    case 'whip':
      return `Connected with a whip pan ${toward(opposite[direction])}.`;
    case 'zoom-through':
      return 'Connected with a zoom through the picture.';
    case 'morph':
      return 'Connected with a morph.';
  }
}

const toward = (direction: Direction): string =>
  direction === 'left' || direction === 'right' ? `to the ${direction}` : direction === 'up' ? 'upwards' : 'downwards';
