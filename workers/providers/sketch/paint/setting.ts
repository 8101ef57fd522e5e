import type { SceneSpec, SubjectSpec } from '../understand/scene-spec.ts';
import type { Light, Weather } from './light.ts';
import type { Layer, Stage } from './scene.ts';

/** Where in a setting a subject can be. */
export interface Place {
  /** Between these columns, in pixels of the stage. */
  readonly left: number;
  readonly right: number;
  /** The row of the feet, of the waterline, or of the middle of a flight. */
  readonly y: number;
  /** Depth of the layer that a subject here gets; it is drawn right after the layers of less or equal depth. */
  readonly depth: number;
  /** Height of a person standing here, in pixels of the stage: what all sizes of subjects are multiples of. */
  readonly personHeight: number;
}

/** A painted setting: its layers from back to front, and its places. */
export interface PaintedSetting {
  readonly layers: readonly Layer[];
  /** Firm ground. Absent where there is none. */
  readonly ground?: Place;
  /** A surface of water that floats things. */
  readonly water?: Place;
  /** Inside the water, for what swims. */
  readonly deep?: Place;
  /** The air, for what flies. */
  readonly air?: Place;
  /** Kinds of subjects that the setting has painted itself, in its own way. */
  readonly painted?: readonly SubjectSpec['kind'][];
  /** Kinds of weather whose rain, snow or fog the setting has painted itself, or that cannot be there. */
  readonly weathers?: readonly Weather[];
}

/** Paints a place. Deterministic: only the stage's own random and noise. */
export type PaintSetting = (stage: Stage, light: Light, spec: SceneSpec) => PaintedSetting;

/** Paints one kind of subject as layers of its own (usually one), or nothing where the setting has no place for it. */
export type PaintSubject = (
  stage: Stage,
  light: Light,
  subject: SubjectSpec,
  setting: PaintedSetting,
  spec: SceneSpec,
) => readonly Layer[];
