import type { Shot } from '../../../../src/core/agents.ts';
import type { Trail } from './trail.ts';

/** Where the eye of a walker is, in blocks, and where it looks, in radians. */
export interface Eye {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Around the upright: 0 looks along z, positive toward larger x. */
  readonly yaw: number;
  /** Positive looks up. */
  readonly pitch: number;
  readonly roll: number;
}

/** Blocks a second. A person in such games walks 4.3; a film wants it calmer. */
const speeds: Readonly<Record<Shot['pace'], number>> = { slow: 1.9, normal: 3, fast: 4.6 };
/** Height of the eye above the ground. */
const eyeHeight = 2.1;
/** Length of a step. */
const stepLength = 1.5;
/** How far ahead the walker looks where the trail leads. */
const lookAhead = 9;

/** Where a walker is after some seconds on the trail. Nothing but the time decides: a walk can be gone on with anywhere. */
export function walkerAt(trail: Trail, pace: Shot['pace'], timeS: number): Eye {
  const z = speeds[pace] * timeS;
  const step = (z / stepLength) * Math.PI;
  const x = smoothX(trail, z) + Math.sin(step) * 0.035;
  const groundAhead = (trail.heightAt(z + lookAhead) + trail.heightAt(z + lookAhead * 0.6)) / 2;
  const ground = (trail.heightAt(z - 1) + trail.heightAt(z) + trail.heightAt(z + 1)) / 3;
  // Looking about: slowly, from one side of the trail to the other.
  const glance = Math.sin(timeS * 0.31) * 0.2 + Math.sin(timeS * 0.13 + 1) * 0.12 - Math.sin(1) * 0.12;
  return {
    x,
    y: ground + eyeHeight - Math.abs(Math.sin(step)) * 0.07,
    z,
    yaw: Math.atan2(smoothX(trail, z + lookAhead) - x, lookAhead) + glance,
    pitch: Math.atan2(groundAhead - ground, lookAhead) * 0.6 - 0.02 + Math.sin(timeS * 0.23) * 0.03,
    roll: Math.sin(step) * 0.003,
  };
}

function smoothX(trail: Trail, z: number): number {
  return (trail.xAt(z - 2) + trail.xAt(z) + trail.xAt(z + 2)) / 3;
}
