import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { shotSchema } from '../../../../../src/core/agents.ts';
import { lookAt, planCamera, restPose } from '../../../../../workers/providers/sketch/move/camera.ts';
import { planPhotoCamera } from '../../../../../workers/providers/sketch/move/photo-camera.ts';

const moves = shotSchema.shape.camera.options;
const paces = shotSchema.shape.pace.options;
const steps = Array.from({ length: 21 }, (_, index) => index / 20);
const depths = [0, 0.2, 0.42, 0.7, 1, 1.25, 2];
const frame = { width: 1000, height: 500 };

/** The rectangle of the stage that a frame shows of a depth. */
function seen(move: (typeof moves)[number], pace: (typeof paces)[number], progress: number, depth: number): number[] {
  const context = createCanvas(frame.width, frame.height).getContext('2d');
  lookAt(context, frame, planCamera(move, pace, 5)(progress), depth);
  const { a, d, e, f } = context.getTransform();
  return [-e / a, -f / d, (frame.width - e) / a, (frame.height - f) / d];
}

describe('the camera over a scene', () => {
  it.each(moves)('%s begins at the key frame and never looks past the margin', (move) => {
    expect(planCamera(move, 'fast', 5)(0)).toEqual(restPose);
    for (const pace of paces) {
      for (const progress of steps) {
        for (const depth of depths) {
          const [left = 0, top = 0, right = 0, bottom = 0] = seen(move, pace, progress, depth);
          expect(left).toBeGreaterThanOrEqual(-100);
          expect(top).toBeGreaterThanOrEqual(-50);
          expect(right).toBeLessThanOrEqual(1100);
          expect(bottom).toBeLessThanOrEqual(550);
        }
      }
    }
  });

  it('moves near things more than far ones', () => {
    for (const move of ['pan-left', 'zoom-in', 'tilt-up'] as const) {
      const travel = (depth: number): number => {
        const now = seen(move, 'normal', 1, depth);
        return Math.hypot(...[0, 0, 1000, 500].map((edge, index) => edge - (now[index] ?? 0)));
      };
      expect(travel(1)).toBeGreaterThan(travel(0.3));
      expect(travel(0.3)).toBeGreaterThan(travel(0));
    }
  });

  it('moves near and far against each other when it goes around', () => {
    const middleOf = ([left = 0, , right = 0]: number[]): number => (left + right) / 2;
    expect(middleOf(seen('orbit', 'normal', 1, 1))).toBeGreaterThan(510);
    expect(middleOf(seen('orbit', 'normal', 1, 0))).toBeLessThan(490);
  });

  it('goes farther when it is fast, and nowhere when it is still', () => {
    const zoom = (pace: (typeof paces)[number]): number => planCamera('zoom-in', pace, 5)(1).zoom;
    expect(zoom('slow')).toBeLessThan(zoom('normal'));
    expect(zoom('normal')).toBeLessThan(zoom('fast'));
    for (const progress of steps) expect(planCamera('still', 'fast', 5)(progress)).toEqual(restPose);
  });

  it('starts and stops softly', () => {
    const zoomAt = planCamera('zoom-in', 'normal', 5);
    const speed = (progress: number): number => zoomAt(progress + 0.01).zoom - zoomAt(progress).zoom;
    expect(speed(0)).toBeLessThan(speed(0.5) / 4);
    expect(speed(0.99)).toBeLessThan(speed(0.5) / 4);
  });
});

describe('the camera over a photograph', () => {
  const pictures = [
    { width: 1000, height: 500 },
    { width: 1600, height: 500 },
    { width: 500, height: 900 },
    { width: 16, height: 16 },
  ];

  it.each(moves)('%s never looks past the picture', (move) => {
    for (const picture of pictures) {
      const scale = Math.min(picture.width / frame.width, picture.height / frame.height);
      for (const pace of paces) {
        const viewAt = planPhotoCamera(move, pace, 5, picture, frame);
        for (const progress of steps) {
          const { x, y, zoom, lean } = viewAt(progress);
          const wide = (frame.width * scale) / zoom;
          const high = (frame.height * scale) / zoom;
          // Half of the box around the leaning view.
          const reachX = (wide * Math.cos(lean) + high * Math.abs(Math.sin(lean))) / 2;
          const reachY = (high * Math.cos(lean) + wide * Math.abs(Math.sin(lean))) / 2;
          const slack = 1e-6;
          expect(x * picture.width - reachX).toBeGreaterThanOrEqual(-slack);
          expect(x * picture.width + reachX).toBeLessThanOrEqual(picture.width + slack);
          expect(y * picture.height - reachY).toBeGreaterThanOrEqual(-slack);
          expect(y * picture.height + reachY).toBeLessThanOrEqual(picture.height + slack);
        }
      }
    }
  });
});
