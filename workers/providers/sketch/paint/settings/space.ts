import { mix, rgb, shade } from '../../kit/colour.ts';
import { paintGlobe, rampOf } from '../elements/globe.ts';
import { paintNebula, type NebulaColours } from '../elements/nebula.ts';
import { paintRingedPlanet } from '../elements/ringed-planet.ts';
import { paintStars, twinklingStars } from '../elements/star-field.ts';
import { drawSheet, paintSheet, stillLayer, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintSetting } from '../setting.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';

/** Deep space: glowing gas, stars at several distances, a giant planet with rings and a small grey moon. */
export const paintSpace: PaintSetting = (stage, light, spec) => {
  const { width, height, unit } = stage;
  const tall = height > width;
  const bottom = height + stage.marginY;
  const side = light.sunX < 0.5 ? -1 : 1;
  const far = { bottom, depth: 0.06, count: 620, size: 0.8, sparks: 8, name: 'far' };
  const near = { ...far, depth: 0.2, count: 110, size: 1.3, sparks: 9, name: 'near' };
  const slope = tall ? 0.9 : 0.42;
  const layers: Layer[] = [
    stillLayer(
      0,
      paintNebula(stage, coloursOf(stage, spec), slope, (context) => paintStars(context, stage, far)),
    ),
    drifting(stage, twinklingStars(stage, far), 0.8),
    drifting(
      stage,
      stillLayer(
        0.2,
        paintSheet(stage, {}, (context) => paintStars(context, stage, near)),
      ),
      2.6,
    ),
    drifting(stage, twinklingStars(stage, near), 2.6),
  ];
  const hasPlanet = spec.subjects.some(({ kind }) => kind === 'planet');
  const hasEarth = spec.subjects.some(({ kind }) => kind === 'earth');
  if (hasPlanet || !hasEarth) {
    const named = spec.subjects.find(({ kind }) => kind === 'planet')?.colour;
    const radius = unit * (hasEarth ? 70 : tall ? 150 : 158);
    const planet = paintRingedPlanet(stage, radius, rgb(named ?? '#e09a5c'), side);
    const x = width * (hasEarth ? 0.22 : tall ? 0.56 : 0.69);
    const y = height * (hasEarth ? 0.24 : tall ? 0.64 : 0.56);
    layers.push(hovering(planet, x, y, 0.26, unit * 1.4));
  }
  layers.push(
    hovering(
      paintMoonlet(stage, unit * 27, side),
      width * (tall ? 0.84 : 0.46),
      height * (tall ? 0.2 : 0.79),
      0.34,
      -unit * 2,
    ),
  );
  return {
    layers,
    air: {
      left: width * 0.08,
      right: width * 0.92,
      y: height * (tall ? 0.3 : 0.4),
      depth: 0.6,
      personHeight: unit * 88,
    },
    painted: ['planet', 'moon'],
  };
};

function coloursOf(stage: Stage, spec: SceneSpec): NebulaColours {
  const [first, second] = spec.accents.map(rgb);
  if (first !== undefined) {
    const other = second ?? mix(first, rgb('#5a3aff'), 0.5);
    return [rgb('#04050f'), shade(other, -0.45), first, mix(first, rgb('#fff0e0'), 0.6)];
  }
  return stage.random.fork('nebula').pick<NebulaColours>([
    [rgb('#04061a'), rgb('#1c2f8a'), rgb('#a03a9a'), rgb('#ff9a7a')],
    [rgb('#030a1a'), rgb('#0f5a80'), rgb('#6a3fc0'), rgb('#ff8fc0')],
    [rgb('#05061a'), rgb('#3a2a90'), rgb('#1f86a8'), rgb('#ffc88a')],
  ]);
}

/** A grey ball with dark plains and bright spots. */
function paintMoonlet(stage: Stage, radius: number, side: -1 | 1): Sheet {
  const tone = rampOf(rgb('#4a4a58'), rgb('#8a8894'), rgb('#c4c0c0'), rgb('#f0ece6'));
  return paintGlobe({
    radius,
    sun: [0.66 * side, -0.44, 0.6],
    air: rgb('#c8ccdc'),
    halo: 0.04,
    ambient: 0.05,
    surface: (u, v) => tone(0.55 + stage.noise.cloudy(u * 2.2 + 5, v * 2.2, 5) * 0.9),
  });
}

function hovering(sheet: Sheet, x: number, y: number, depth: number, speed: number): Layer {
  return { depth, draw: (context, { timeS }) => drawSheet(context, sheet, x + speed * timeS, y) };
}

/** A layer that moves aside slowly, `speed` in design pixels a second, never beyond its margin. */
function drifting(stage: Stage, layer: Layer, speed: number): Layer {
  return {
    depth: layer.depth,
    draw: (context, moment) => {
      const aside = Math.min(stage.marginX * 0.6, moment.timeS * speed * stage.unit);
      context.translate(aside, 0);
      layer.draw(context, moment);
      context.translate(-aside, 0);
    },
  };
}
