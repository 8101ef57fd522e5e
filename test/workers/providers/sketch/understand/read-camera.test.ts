import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shotSchema } from '../../../../../src/core/agents.ts';
import { readCamera } from '../../../../../workers/providers/sketch/understand/read-camera.ts';

describe('readCamera', () => {
  it.each([
    ['a castle', 'none', 'normal'],
    ['zoom in on the castle', 'zoom-in', 'normal'],
    ['slowly zooming in', 'zoom-in', 'slow'],
    ['a slow zoom', 'zoom-in', 'slow'],
    ['the camera moves closer to the door', 'zoom-in', 'normal'],
    ['the camera quickly pushes in', 'zoom-in', 'fast'],
    ['zoom out slowly', 'zoom-out', 'slow'],
    ['zooming out from a house', 'zoom-out', 'normal'],
    ['camera pulls back, fast', 'zoom-out', 'fast'],
    ['pan left', 'pan-left', 'normal'],
    ['pan to the left across the bay', 'pan-left', 'normal'],
    ['the camera pans slowly to the right', 'pan-right', 'slow'],
    ['camera moves right', 'pan-right', 'normal'],
    ['camera pans from right to left', 'pan-left', 'normal'],
    ['pan from left to right', 'pan-right', 'normal'],
    ['panning shot of a market', 'pan-right', 'normal'],
    ['tilt up to the stars', 'tilt-up', 'normal'],
    ['the camera rises above the trees', 'tilt-up', 'normal'],
    ['the camera tilts down', 'tilt-down', 'normal'],
    ['orbit around the tree', 'orbit', 'normal'],
    ['the camera circles the tower quickly', 'orbit', 'fast'],
    ['a satellite orbiting the earth', 'none', 'normal'],
    ['static shot of a street', 'still', 'normal'],
    ['the camera stays still', 'still', 'normal'],
    ['no camera movement', 'still', 'normal'],
    ['a still lake', 'none', 'normal'],
    ['a fish swims to the left', 'none', 'normal'],
    ['a cat looks up', 'none', 'normal'],
    ['do not zoom in', 'none', 'normal'],
    ['no zoom', 'none', 'normal'],
  ])('%s: %s, %s', (prompt, camera, pace) => {
    expect(readCamera(prompt)).toEqual({ camera, pace });
  });

  it('gives a valid wish for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(shotSchema.pick({ camera: true, pace: true }).safeParse(readCamera(text)).success).toBe(true);
      }),
    );
  });
});
