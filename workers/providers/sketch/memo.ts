import { z } from 'zod';
import { shotSchema, type AgentInput, type ImageRef } from '../../../src/core/agents.ts';
import { artifactIdSchema } from '../../../src/core/artifacts/artifact.ts';
import { maxSeed } from '../../../src/core/task.ts';
import { lookSchema } from './grade/look.ts';
import { sceneSpecSchema } from './understand/scene-spec.ts';
import { worldSpecSchema } from './world/world-spec.ts';

/** A place of the camera, of a scene's or of a photograph's: which of the numbers count is each one's own. */
export const placeSchema = z.object({ x: z.number(), y: z.number(), zoom: z.number().positive(), turn: z.number() });
export type Place = z.infer<typeof placeSchema>;

/** What of a film has played where an image is its last frame: its time, and the journey that its camera was on. */
export const playedSchema = z.object({
  timeS: z.number().nonnegative(),
  from: placeSchema,
  to: placeSchema,
  /** Where the camera is now. */
  at: placeSchema,
});
export type Played = z.infer<typeof playedSchema>;

const common = {
  sketch: z.literal(1),
  seed: z.int().min(0).max(maxSeed),
  width: z.int().min(16).max(4096),
  height: z.int().min(16).max(4096),
};

/** A scene of the sketch: how to paint it again. */
export const memoSchema = z.object({
  ...common,
  played: playedSchema.optional(),
  spec: sceneSpecSchema,
  /** How its pictures are drawn anew, where a style was asked for. */
  look: lookSchema.optional(),
});
export type Memo = z.infer<typeof memoSchema>;

/** A world of blocks that is walked through. */
export const worldMemoSchema = z.object({
  ...common,
  world: worldSpecSchema,
  /** Seconds that have been walked. */
  walkedS: z.number().nonnegative(),
  /** How quick the walk is that was begun: another pace would be elsewhere by now. */
  pace: shotSchema.shape.pace.optional(),
});
export type WorldMemo = z.infer<typeof worldMemoSchema>;

/** A photograph over which the camera goes. */
export const photoMemoSchema = z.object({
  ...common,
  played: playedSchema.optional(),
  photo: artifactIdSchema,
  /** Whether the film began at a frame of somebody's video: then it has none of our grain. */
  bare: z.boolean(),
});
export type PhotoMemo = z.infer<typeof photoMemoSchema>;

type Wanted = Pick<AgentInput<'text-to-image'>, 'width' | 'height'>;

/**
 * The scene behind an image, where it is one of ours and has the size that is wanted now; undefined for every other
 * picture, which then is treated as a photograph.
 */
export function memoOf(image: ImageRef, size: Wanted): Memo | undefined {
  return ofSize(memoSchema.safeParse(image.memo).data, size);
}

/** The world behind an image, likewise. */
export function worldMemoOf(image: ImageRef, size: Wanted): WorldMemo | undefined {
  return ofSize(worldMemoSchema.safeParse(image.memo).data, size);
}

/** The photograph behind the last frame of a film over it, likewise. */
export function photoMemoOf(image: ImageRef, size: Wanted): PhotoMemo | undefined {
  return ofSize(photoMemoSchema.safeParse(image.memo).data, size);
}

function ofSize<T extends Wanted>(memo: T | undefined, { width, height }: Wanted): T | undefined {
  return memo?.width === width && memo.height === height ? memo : undefined;
}
