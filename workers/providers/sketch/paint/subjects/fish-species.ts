import { rgb, type Rgb } from '../../kit/colour.ts';

/**
 * A marking on a fish. Places are shares of the body: along it from nose (0) to tail (1), across it from back (-1) to
 * belly (1).
 */
export type FishMark =
  | {
      readonly kind: 'band';
      readonly from: number;
      readonly to: number;
      readonly colour: Rgb;
      readonly bend: number;
      readonly edge?: Rgb;
    }
  | {
      readonly kind: 'line';
      readonly across: number;
      readonly rise: number;
      readonly wide: number;
      readonly colour: Rgb;
    }
  | {
      readonly kind: 'patch';
      readonly along: number;
      readonly across: number;
      readonly long: number;
      readonly high: number;
      readonly turn: number;
      readonly colour: Rgb;
    };

/** A fin along the back or belly: where it stands, and how far it reaches in lengths of the fish. */
export interface FishFin {
  readonly from: number;
  readonly to: number;
  readonly height: number;
  /** How far its tip is swept to the tail, in lengths of the fish. */
  readonly sweep: number;
}

/** The looks of a kind of fish. */
export interface FishSpecies {
  /** Height of the body in lengths of the fish. */
  readonly height: number;
  /** 0 a round head, 1 a pointed snout. */
  readonly snout: number;
  readonly back: Rgb;
  readonly side: Rgb;
  readonly belly: Rgb;
  readonly fin: Rgb;
  readonly tail: Rgb;
  readonly tailShape: 'fork' | 'fan' | 'lyre';
  readonly dorsal: FishFin;
  readonly anal: FishFin;
  readonly marks: readonly FishMark[];
  /** A long trailing thread on the back. */
  readonly plume?: boolean;
}

const white = rgb('#fff8ec');
const black = rgb('#12121e');
const band = (from: number, to: number, colour: Rgb, bend = 0.04, edge?: Rgb): FishMark => ({
  kind: 'band',
  from,
  to,
  colour,
  bend,
  ...(edge ? { edge } : {}),
});

const clown: FishSpecies = {
  height: 0.4,
  snout: 0.1,
  back: rgb('#f0560f'),
  side: rgb('#ff7a1c'),
  belly: rgb('#ffa63c'),
  fin: rgb('#ff8420'),
  tail: rgb('#ff8a24'),
  tailShape: 'fan',
  dorsal: { from: 0.3, to: 0.95, height: 0.1, sweep: 0.06 },
  anal: { from: 0.62, to: 0.95, height: 0.09, sweep: 0.06 },
  marks: [
    band(0.2, 0.33, white, 0.06, black),
    band(0.52, 0.68, white, 0.07, black),
    band(0.9, 0.98, white, 0.02, black),
  ],
};

const tang: FishSpecies = {
  height: 0.48,
  snout: 0.35,
  back: rgb('#1740c8'),
  side: rgb('#1f62f0'),
  belly: rgb('#3f8cff'),
  fin: rgb('#1c50dc'),
  tail: rgb('#ffd21e'),
  tailShape: 'fork',
  dorsal: { from: 0.22, to: 0.97, height: 0.09, sweep: 0.05 },
  anal: { from: 0.45, to: 0.97, height: 0.08, sweep: 0.05 },
  marks: [
    { kind: 'patch', along: 0.56, across: -0.5, long: 0.4, high: 0.3, turn: 0.06, colour: rgb('#0a1350') },
    { kind: 'patch', along: 0.72, across: -0.1, long: 0.3, high: 0.3, turn: -0.2, colour: rgb('#0a1350') },
    { kind: 'patch', along: 0.54, across: -0.16, long: 0.14, high: 0.16, turn: 0, colour: rgb('#2a6cf4') },
  ],
};

const butterfly: FishSpecies = {
  height: 0.68,
  snout: 0.85,
  back: rgb('#ffc410'),
  side: rgb('#ffdc3a'),
  belly: rgb('#fff3a0'),
  fin: rgb('#ffb800'),
  tail: rgb('#ffcf2a'),
  tailShape: 'fan',
  dorsal: { from: 0.28, to: 0.98, height: 0.12, sweep: 0.09 },
  anal: { from: 0.55, to: 0.98, height: 0.12, sweep: 0.08 },
  marks: [
    { kind: 'patch', along: 0.34, across: 0.2, long: 0.24, high: 0.9, turn: 0, colour: white },
    band(0.15, 0.245, black, 0.03),
    { kind: 'patch', along: 0.82, across: -0.55, long: 0.1, high: 0.24, turn: 0, colour: black },
  ],
};

const angel: FishSpecies = {
  height: 0.6,
  snout: 0.45,
  back: rgb('#1b2c8c'),
  side: rgb('#2a44b8'),
  belly: rgb('#3a62d4'),
  fin: rgb('#2450d0'),
  tail: rgb('#ffb31a'),
  tailShape: 'fan',
  dorsal: { from: 0.3, to: 1, height: 0.11, sweep: 0.14 },
  anal: { from: 0.5, to: 1, height: 0.11, sweep: 0.13 },
  marks: [
    ...[-0.72, -0.46, -0.2, 0.06, 0.32, 0.58].map((across): FishMark => ({
      kind: 'line',
      across,
      rise: 0.16,
      wide: 0.11,
      colour: rgb('#ffd84a'),
    })),
    band(-0.02, 0.2, rgb('#4fb4f0'), 0.05),
    band(0.11, 0.19, black, 0.04),
    band(0.25, 0.33, rgb('#10164c'), 0.08),
  ],
};

const idol: FishSpecies = {
  height: 0.66,
  snout: 0.95,
  back: rgb('#fff0c0'),
  side: rgb('#fffaf0'),
  belly: rgb('#ffe89a'),
  fin: rgb('#f7f0e0'),
  tail: rgb('#191924'),
  tailShape: 'fork',
  dorsal: { from: 0.3, to: 0.95, height: 0.14, sweep: 0.16 },
  anal: { from: 0.55, to: 0.95, height: 0.13, sweep: 0.13 },
  marks: [
    band(0.17, 0.42, black, 0.05),
    band(0.7, 0.9, black, 0.02),
    { kind: 'patch', along: 0.6, across: 0, long: 0.12, high: 0.8, turn: 0, colour: rgb('#ffd93b') },
  ],
  plume: true,
};

const anthias: FishSpecies = {
  height: 0.32,
  snout: 0.4,
  back: rgb('#f03c8c'),
  side: rgb('#ff6a8a'),
  belly: rgb('#ffb070'),
  fin: rgb('#ff5aa6'),
  tail: rgb('#ff4f9c'),
  tailShape: 'lyre',
  dorsal: { from: 0.25, to: 0.9, height: 0.11, sweep: 0.05 },
  anal: { from: 0.6, to: 0.9, height: 0.08, sweep: 0.06 },
  marks: [{ kind: 'line', across: 0.05, rise: 0.15, wide: 0.16, colour: rgb('#ffcf6a') }],
};

const parrot: FishSpecies = {
  height: 0.38,
  snout: 0.2,
  back: rgb('#0fa4a0'),
  side: rgb('#2fd0b0'),
  belly: rgb('#a8f0b8'),
  fin: rgb('#ff6ea8'),
  tail: rgb('#2f9fe8'),
  tailShape: 'fork',
  dorsal: { from: 0.24, to: 0.96, height: 0.08, sweep: 0.03 },
  anal: { from: 0.55, to: 0.96, height: 0.07, sweep: 0.03 },
  marks: [
    { kind: 'patch', along: 0.08, across: 0.3, long: 0.12, high: 0.5, turn: 0.3, colour: rgb('#ff8ab0') },
    { kind: 'line', across: 0.02, rise: 0.1, wide: 0.18, colour: rgb('#ff86b4') },
    { kind: 'line', across: -0.42, rise: 0.1, wide: 0.1, colour: rgb('#6cf0d8') },
  ],
};

const gramma: FishSpecies = {
  height: 0.33,
  snout: 0.35,
  back: rgb('#8a1fd0'),
  side: rgb('#b23cf0'),
  belly: rgb('#d070ff'),
  fin: rgb('#a030e0'),
  tail: rgb('#ffd020'),
  tailShape: 'fork',
  dorsal: { from: 0.2, to: 0.95, height: 0.1, sweep: 0.06 },
  anal: { from: 0.55, to: 0.95, height: 0.09, sweep: 0.06 },
  marks: [band(0.56, 1.1, rgb('#ffc81e'), 0.05), band(0.5, 0.58, rgb('#f08a50'), 0.05)],
};

const yellow: FishSpecies = {
  height: 0.56,
  snout: 0.7,
  back: rgb('#ffb400'),
  side: rgb('#ffd610'),
  belly: rgb('#fff060'),
  fin: rgb('#ffc000'),
  tail: rgb('#ffcc10'),
  tailShape: 'fork',
  dorsal: { from: 0.24, to: 0.98, height: 0.13, sweep: 0.08 },
  anal: { from: 0.48, to: 0.98, height: 0.11, sweep: 0.07 },
  marks: [],
};

const fusilier: FishSpecies = {
  height: 0.28,
  snout: 0.5,
  back: rgb('#2a86d8'),
  side: rgb('#5cc0f0'),
  belly: rgb('#e8faff'),
  fin: rgb('#6ab8e8'),
  tail: rgb('#ffe04a'),
  tailShape: 'fork',
  dorsal: { from: 0.3, to: 0.85, height: 0.07, sweep: 0.04 },
  anal: { from: 0.6, to: 0.88, height: 0.06, sweep: 0.04 },
  marks: [{ kind: 'line', across: -0.3, rise: 0.1, wide: 0.2, colour: rgb('#ffe658') }],
};

/** Fish of the reef. */
export const fishSpecies = {
  clown,
  tang,
  butterfly,
  angel,
  idol,
  anthias,
  parrot,
  gramma,
  yellow,
  fusilier,
} as const satisfies Readonly<Record<string, FishSpecies>>;
