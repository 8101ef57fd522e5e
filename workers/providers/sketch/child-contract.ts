import { z } from 'zod';
import { shotSchema } from '../../../src/core/agents.ts';
import { videoFactsSchema } from '../../../src/core/video-facts.ts';
import { directions, transitionKinds } from './connect/transition.ts';
import { lookSchema } from './grade/look.ts';
import { memoSchema, playedSchema, worldMemoSchema } from './memo.ts';
import { airs } from './paint/air.ts';
import { weathers } from './paint/light.ts';

const sizeSchema = z.object({ width: z.int().min(16).max(4096), height: z.int().min(16).max(4096) });

/** Paints a scene as it stands at the first frame. */
export const paintInputSchema = z.object({ scene: memoSchema, out: z.string() });
export type PaintInput = z.infer<typeof paintInputSchema>;

/** Draws a world of blocks as its walker sees it at first. */
export const paintWorldInputSchema = z.object({ world: worldMemoSchema, out: z.string() });
export type PaintWorldInput = z.infer<typeof paintWorldInputSchema>;

/** What every film is told. Files go by their paths. */
const filmSchema = z.object({
  ...sizeSchema.shape,
  camera: shotSchema.shape.camera,
  pace: shotSchema.shape.pace,
  durationS: z.number().positive().max(120),
  part: z.object({ startS: z.number().nonnegative(), totalS: z.number().positive() }),
  fps: z.number().min(1).max(60),
  path: z.string(),
  /** Whether it will be joined to others and encoded again: then this encoding must cost next to nothing. */
  joined: z.boolean(),
});

export const filmSceneInputSchema = z.object({ scene: memoSchema, film: filmSchema });
export type FilmSceneInput = z.infer<typeof filmSceneInputSchema>;

export const filmWorldInputSchema = z.object({ world: worldMemoSchema, film: filmSchema });
export type FilmWorldInput = z.infer<typeof filmWorldInputSchema>;

/** A walk that was filmed, and how far it has come. */
export const walkedSchema = z.object({ facts: videoFactsSchema, walkedS: z.number() });

export const filmPhotoInputSchema = z.object({
  photo: z.string(),
  seed: memoSchema.shape.seed,
  /** What falls or floats before the picture. */
  air: z.enum(weathers),
  /** See `PhotoOrder`. */
  played: playedSchema.optional(),
  bare: z.boolean(),
  film: filmSchema,
});
export type FilmPhotoInput = z.infer<typeof filmPhotoInputSchema>;

/** A film that was made, and what has played of it. */
export const filmedSchema = z.object({ facts: videoFactsSchema, played: playedSchema });

/** Grades a photograph, cut to the size that the video will have. */
export const gradeInputSchema = z.object({
  ...sizeSchema.shape,
  photo: z.string(),
  seed: memoSchema.shape.seed,
  look: lookSchema,
  out: z.string(),
});
export type GradeInput = z.infer<typeof gradeInputSchema>;

/** Gives every frame of a video another look. Files go by their paths. */
export const editVideoInputSchema = z.object({
  ...sizeSchema.shape,
  video: z.string(),
  look: lookSchema,
  seed: memoSchema.shape.seed,
  /** What falls or floats before it. */
  air: z.enum(airs),
  fps: z.number().min(1).max(60),
  /** The MP4 to write. */
  path: z.string(),
});
export type EditVideoInput = z.infer<typeof editVideoInputSchema>;

/** Makes what plays between two videos. Files go by their paths. */
export const connectVideosInputSchema = z.object({
  ...sizeSchema.shape,
  first: z.string(),
  second: z.string(),
  fps: z.number().min(1).max(60),
  frames: z.int().positive().max(3_600),
  /** Left out: the words and the pictures decide. */
  kind: z.enum(transitionKinds).optional(),
  /** What the person wrote; may be empty. */
  words: z.string(),
  seed: memoSchema.shape.seed,
  /** The MP4 to write. */
  path: z.string(),
});
export type ConnectVideosInput = z.infer<typeof connectVideosInputSchema>;

export const connectVideosOutputSchema = z.object({
  facts: videoFactsSchema,
  kind: z.enum(transitionKinds),
  direction: z.enum(directions),
});
export type ConnectVideosOutput = z.infer<typeof connectVideosOutputSchema>;

export const progressSchema = z.object({ percent: z.number().min(0).max(100) });

/** Data as plain JSON: fields that are undefined are left out. */
export const toJson = (value: unknown): z.core.util.JSONType => z.json().parse(JSON.parse(JSON.stringify(value)));
