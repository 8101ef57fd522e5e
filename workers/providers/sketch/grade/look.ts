import { z } from 'zod';
import { times, weathers } from '../paint/light.ts';
import { seasons } from '../understand/scene-spec.ts';

/** Ways to draw a picture anew. */
export const styles = [
  'none',
  'black-and-white',
  'sepia',
  'noir',
  'cartoon',
  'anime',
  'comic',
  'pixel-art',
  'voxel',
  'watercolour',
  'oil',
  'neon',
  'dreamy',
] as const;

/** Times whose films and tapes have a look of their own: 1920s, 1950s, 1970s, 1980s, 1990s. */
export const periods = ['silent-film', 'technicolor', 'super-8', 'vhs', 'camcorder'] as const;
export type Period = (typeof periods)[number];

const hexColour = z.string().regex(/^#[0-9a-f]{6}$/u);

/** How a photograph or a film shall look: what the words ask to be changed. */
export const lookSchema = z.object({
  style: z.enum(styles),
  /** Whether what the style drew loses its colours: a comic in black and white. */
  grey: z.boolean().optional(),
  /** Which film or tape it shall seem to be on. */
  period: z.enum(periods).optional(),
  time: z.enum(times).optional(),
  weather: z.enum(weathers).optional(),
  season: z.enum(seasons).optional(),
  /** -1 much darker, 1 much brighter. */
  brightness: z.number().min(-1).max(1),
  /** -1 much softer, 1 much harder. */
  contrast: z.number().min(-1).max(1),
  /** -1 much colder, 1 much warmer. */
  warmth: z.number().min(-1).max(1).optional(),
  /** A colour cast, `#rrggbb`. */
  cast: hexColour.optional(),
  /** Things of about this colour keep it, whatever becomes of the rest. */
  keep: hexColour.optional(),
});
export type Look = z.infer<typeof lookSchema>;

/** The part of a look that is how a picture is drawn; undefined where it asks for none: season, light and weather are the scene's. */
export function styleOf({ time: _time, weather: _weather, season: _season, ...look }: Look): Look | undefined {
  return isPlain(look) ? undefined : look;
}

/** Whether a look asks for nothing at all. */
export function isPlain({ style, brightness, contrast, ...rest }: Look): boolean {
  return (
    style === 'none' && brightness === 0 && contrast === 0 && Object.values(rest).every((one) => one === undefined)
  );
}
