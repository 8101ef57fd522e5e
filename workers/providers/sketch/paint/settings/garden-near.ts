import { css, lit, mix, rgb } from '../../kit/colour.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import { paintGrownTree } from '../elements/blossom-tree.ts';
import { paintGlow } from '../elements/sky.ts';
import { lanternFlame, paintStoneLantern } from '../elements/stone-lantern.ts';
import { trimSheet } from '../elements/trim.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSheet, paintSprite, stillLayer, type Layer, type Stage } from '../scene.ts';
import { crownIn, isSnowy } from './garden-colours.ts';
import { paintMossAt, paintNearBank } from './garden-gravel.ts';

/** The bank before the viewer: raked gravel with stones, and a lantern whose flame flickers. */
export function nearBank(stage: Stage, light: Light, spec: SceneSpec): Layer[] {
  const { width, height, unit } = stage;
  const least = Math.min(width, height);
  const lantern = { x: width * 0.09 + least * 0.24, foot: height * 0.955, height: least * 0.23 };
  const bank = paintSheet(stage, { top: Math.min(height * 0.76, lantern.foot - lantern.height * 1.02) }, (context) => {
    paintNearBank(context, stage, light, spec);
    paintMossAt(context, stage, light, spec, width * 0.05, height * 0.94);
    context.fillStyle = css(mix(light.shadow, [0, 0, 0], 0.5), 0.3);
    context.beginPath();
    context.ellipse(lantern.x, lantern.foot, least * 0.065, least * 0.012, 0, 0, Math.PI * 2);
    context.fill();
    paintStoneLantern(context, light, lantern.x, lantern.foot, lantern.height, isSnowy(spec));
  });
  const flame = paintSprite(150 * unit, 150 * unit, (context) => {
    paintGlow(context, 0, 0, 74 * unit, [255, 190, 96], 0.85);
  });
  const strength = Math.min(1, 0.2 + light.night * 1.4);
  return [
    stillLayer(0.8, bank),
    {
      depth: 0.8,
      draw: (context, { timeS }) => {
        context.globalAlpha = strength * (0.78 + 0.12 * Math.sin(timeS * 5.3) + 0.07 * Math.sin(timeS * 12.1));
        drawSheet(context, flame, lantern.x, lantern.foot - lantern.height * lanternFlame);
        context.globalAlpha = 1;
      },
    },
  ];
}

/** The trees around the picture: one that leans in from the left, boughs that hang in from the right. */
export function gardenFrame(stage: Stage, light: Light, spec: SceneSpec): Layer[] {
  const { width, height, unit } = stage;
  const reach = Math.min(width * 0.5, height * 0.78);
  const look = crownIn(light, spec, 0);
  const bark = { ...look, bark: lit(rgb('#3c2830'), mix(light.sun, light.shadow, 0.5)) };
  const bare = isSnowy(spec);
  const fork = [width * 0.03, height * 0.3] as const;
  const left = paintSheet(stage, { right: width * 0.05 + reach * 1.2 }, (context) => {
    paintGrownTree(
      context,
      {
        root: [width * 0.05, height * 0.93],
        fork,
        ends: [
          [fork[0] + reach * 0.9, height * 0.015],
          [fork[0] + reach * 0.62, height * 0.13],
          [fork[0] + reach * 0.34, height * 0.3],
          [fork[0] + reach * 0.4, -height * 0.04],
          [fork[0] - reach * 0.2, height * 0.1],
        ],
        trunk: 42 * unit,
        clump: 30 * unit,
        fine: 30,
        bare,
      },
      bark,
      stage.random.fork('left tree'),
    );
  });
  const right = paintSheet(stage, { left: width - reach, bottom: height * 0.6 }, (context) => {
    const from = [width * 1.13, height * 0.04] as const;
    paintGrownTree(
      context,
      {
        fork: from,
        ends: [
          [width - reach * 0.46, height * 0.02],
          [width - reach * 0.24, height * 0.16],
          [width - reach * 0.02, height * 0.34],
        ],
        trunk: 30 * unit,
        clump: 28 * unit,
        fine: 28,
        bare,
      },
      bark,
      stage.random.fork('right tree'),
    );
  });
  return [
    swaying(trimSheet(left), fork[0], height * 0.93, 0.006, 0),
    swaying(trimSheet(right), width * 1.13, 0, 0.012, 2),
  ];
}

/** A sheet that leans to and fro about a row. */
function swaying(sheet: ReturnType<typeof trimSheet>, x: number, y: number, much: number, phase: number): Layer {
  return {
    depth: 0.92,
    draw: (context, { timeS }) => {
      context.save();
      context.transform(1, 0, Math.sin(timeS * 0.8 + phase) * much, 1, x, y);
      drawSheet(context, sheet, -x, -y);
      context.restore();
    },
  };
}
