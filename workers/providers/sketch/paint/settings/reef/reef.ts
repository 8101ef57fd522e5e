import { mix, rgb } from '../../../kit/colour.ts';
import type { Random } from '../../../kit/random.ts';
import { drawCycle, type Cycle } from '../../elements/cycle.ts';
import { drawSheet, paintSheet, stillLayer, type Layer, type Sheet, type Stage } from '../../scene.ts';
import type { PaintSetting } from '../../setting.ts';
import { paintBank, type Bank } from './bank.ts';
import { paintFan, paintStaghorn, paintTable } from './coral.ts';
import { paintDistance } from './distance.ts';
import { bubbles, nightLamps, plankton } from './drifting.ts';
import { reefFish } from './reef-fish.ts';
import { seaLightOf, type SeaLight } from './sea-light.ts';
import { paintAnemone, paintSeaGrass } from './swaying.ts';
import { lightNet, paintSand, paintWaterBody, sunRays } from './water-body.ts';

/** A coral reef in clear water, seen from inside it. */
export const paintReef: PaintSetting = (stage, light, spec) => {
  const { width, height, unit } = stage;
  const sea = seaLightOf(light);
  const floor = height * 0.7;
  const banks = banksOf(stage, sea);
  const fish = reefFish(stage, sea, spec);
  const rays = spec.effects.includes('rays') ? 1.15 : 0.9;
  const layers: Layer[] = [
    stillLayer(0, paintBackdrop(stage, sea, floor)),
    lightNet(stage, sea, { horizon: height * 0.22, edge: -stage.marginY, strength: 0.75, fine: 1.1, depth: 0.04 }),
    fish.farthest,
    stillLayer(0.16, paintDistance(stage, sea, floor + 8 * unit, false)),
    sunRays(stage, sea, 0.2, 'back', 5, 0.6 * rays),
    stillLayer(0.24, paintFloor(stage, sea, floor, banks.bommie)),
    lightNet(stage, sea, {
      horizon: floor - 24 * unit,
      edge: height + stage.marginY * 0.5,
      left: width * (sea.sunX < 0.5 ? 0.3 : 0.14),
      right: width * (sea.sunX < 0.5 ? 0.86 : 0.7),
      strength: 0.36,
      fine: 1,
      depth: 0.25,
    }),
    fish.far,
    stillLayer(0.38, paintBank(stage, sea, banks.middle)),
    fish.middle,
    stillLayer(0.55, paintBank(stage, sea, banks.left)),
    stillLayer(0.58, paintBank(stage, sea, banks.right)),
    swayingLayer(stage, sea, 0.6, [banks.left, banks.right]),
    sunRays(stage, sea, 0.66, 'front', 2, 0.24 * rays),
    fish.near,
    bubbles(stage, sea, [0.2, 0.74], 0.8),
    stillLayer(0.95, paintBank(stage, sea, banks.frameRight)),
    stillLayer(1, paintBank(stage, sea, banks.frameLeft)),
    swayingLayer(stage, sea, 1, [banks.frameLeft, banks.frameRight]),
    plankton(stage, sea, 1.05),
  ];
  if (sea.glowing > 0.5) layers.push(nightLamps(stage, sea, 1.05, height * 0.55));
  return {
    layers,
    ground: { left: width * 0.3, right: width * 0.7, y: height * 0.86, depth: 0.36, personHeight: 90 * unit },
    deep: { left: width * 0.2, right: width * 0.8, y: height * 0.42, depth: 0.64, personHeight: 120 * unit },
    painted: ['fish'],
  };
};

/** The water with what is farthest in it. */
function paintBackdrop(stage: Stage, sea: SeaLight, floor: number): Sheet {
  const water = paintWaterBody(stage, sea);
  const reef = paintDistance(stage, sea, floor, true);
  return paintSheet(stage, {}, (context) => {
    drawSheet(context, water);
    drawSheet(context, reef);
  });
}

/** The sand with the first small corals on it. */
function paintFloor(stage: Stage, sea: SeaLight, floor: number, bank: Bank): Sheet {
  const sand = paintSand(stage, sea, floor);
  const corals = paintBank(stage, sea, bank);
  return paintSheet(stage, { top: Math.min(sand.y, corals.y) }, (context) => {
    drawSheet(context, sand);
    drawSheet(context, corals);
  });
}

type BankName = 'bommie' | 'middle' | 'left' | 'right' | 'frameLeft' | 'frameRight';

function banksOf(stage: Stage, sea: SeaLight): Readonly<Record<BankName, Bank>> {
  const { width, height, unit, marginX } = stage;
  const reach = Math.min(height, width * 1.05);
  const way = sea.sunX < 0.5 ? -1 : 1;
  const mirror = (bank: Bank): Bank =>
    way > 0 ? bank : { ...bank, left: width - bank.right, right: width - bank.left, top: (x) => bank.top(width - x) };
  const bump = (x: number, centre: number, wide: number): number => Math.exp(-(((x / width - centre) / wide) ** 2));
  const rise = (share: number): number => reach * share;
  return {
    bommie: mirror({
      name: 'bommie',
      left: width * 0.3,
      right: width * 0.66,
      top: (x) => height * 0.92 - rise(0.17) * bump(x, 0.45, 0.06) - rise(0.12) * bump(x, 0.57, 0.035),
      size: 34 * unit,
      haze: 0.4,
      corals: 34,
    }),
    middle: mirror({
      name: 'middle',
      left: width * 0.5,
      right: width + marginX,
      top: (x) => height * 1.02 - rise(0.38) * bump(x, 0.86, 0.2),
      size: 52 * unit,
      haze: 0.34,
      corals: 44,
    }),
    left: mirror({
      name: 'left',
      left: -marginX,
      right: width * 0.42,
      top: (x) => height * 0.97 - rise(0.4) * bump(x, -0.02, 0.22) - rise(0.07) * bump(x, 0.27, 0.09),
      size: 84 * unit,
      haze: 0.13,
      corals: 40,
    }),
    right: mirror({
      name: 'right',
      left: width * 0.6,
      right: width + marginX,
      top: (x) => height * 0.99 - rise(0.31) * bump(x, 1.04, 0.22) - rise(0.06) * bump(x, 0.72, 0.06),
      size: 96 * unit,
      haze: 0.1,
      corals: 38,
    }),
    frameLeft: mirror({
      name: 'frame-left',
      left: -marginX,
      right: width * 0.3,
      top: (x) => height * 1.1 - rise(0.34) * bump(x, -0.1, 0.17),
      size: 138 * unit,
      haze: 0,
      corals: 17,
      heroes: [
        { paint: paintFan, share: 0.3, drop: 0.25, size: 1.9, colour: rgb('#c23cf0') },
        { paint: paintStaghorn, share: 0.62, drop: 0.7, size: 1.35, colour: rgb('#ff6a2c') },
      ],
    }),
    frameRight: mirror({
      name: 'frame-right',
      left: width * 0.7,
      right: width + marginX,
      top: (x) => height * 1.13 - rise(0.36) * bump(x, 1.1, 0.16),
      size: 132 * unit,
      haze: 0,
      corals: 16,
      heroes: [
        { paint: paintStaghorn, share: 0.72, drop: 0.3, size: 1.75, colour: rgb('#ff4f6a') },
        { paint: paintTable, share: 0.4, drop: 0.85, size: 1.3, colour: rgb('#ffb21e') },
      ],
    }),
  };
}

/** Anemones and grass on banks, moving with the swell. */
function swayingLayer(stage: Stage, sea: SeaLight, depth: number, banks: readonly Bank[]): Layer {
  const random = stage.random.fork(`swaying-${depth}`);
  const look = (
    hex: string,
  ): { colour: ReturnType<typeof rgb>; shadow: ReturnType<typeof rgb>; rim: ReturnType<typeof rgb> } => ({
    colour: sea.paint(rgb(hex)),
    shadow: mix(sea.deep, rgb('#1a1250'), 0.4),
    rim: sea.bright,
  });
  const plants = banks.flatMap((bank, index) => {
    const anemone = paintAnemone(bank.size * 0.9, look(index === 0 ? '#ff8fb4' : '#b98aff'), random);
    const grass = paintSeaGrass(bank.size * 1.25, look(index === 0 ? '#5fd06a' : '#c8d84a'), random);
    return [
      plant(stage, bank, anemone, index === 0 ? 0.62 : 0.26, 0.55, random),
      plant(stage, bank, grass, 0.1, 0.9, random),
      plant(stage, bank, grass, 0.5, 1.1, random),
      plant(stage, bank, grass, 0.9, 0.8, random),
    ];
  });
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { cycle, x, y, phase } of plants) drawCycle(context, cycle, timeS * 1.5 + phase, x, y);
    },
  };
}

interface Plant {
  readonly cycle: Cycle;
  readonly x: number;
  readonly y: number;
  readonly phase: number;
}

function plant(stage: Stage, bank: Bank, cycle: Cycle, share: number, down: number, random: Random): Plant {
  const x = bank.left + (bank.right - bank.left) * share;
  const high = cycle[0]?.height ?? 0;
  const foot = Math.min(bank.top(x) + bank.size * down, stage.height + stage.marginY);
  return { cycle, x, y: foot - high / 2, phase: random.between(0, Math.PI * 2) };
}
