import { lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import { domeLayers } from '../elements/dome.ts';
import { duneHeight, paintDunes, type DuneBelt } from '../elements/dunes.ts';
import { horizonCity } from '../elements/golden-city.ts';
import { driftingClouds, paintGlow, paintSky, paintSunDisc, starryLayer } from '../elements/sky.ts';
import type { View } from '../elements/terrain.ts';
import type { Light } from '../light.ts';
import { paintSheet, stillLayer, type Layer, type Sheet, type Stage } from '../scene.ts';
import type { PaintedSetting, PaintSetting } from '../setting.ts';
import { caravanLayer } from '../subjects/caravan.ts';
import type { SceneSpec, SubjectSpec } from '../../understand/scene-spec.ts';
import { blownSand, distantBirds } from './desert-air.ts';
import { pyramidGroup } from './desert-pyramids.ts';

/** What stands on the horizon of a desert. */
interface Landmark {
  readonly kind: 'city' | 'pyramids' | 'none';
  readonly x: number;
  /** Half its width in pixels. */
  readonly reach: number;
}

/** A desert of dunes: a city or pyramids on its horizon, a caravan before them. */
export const paintDesert: PaintSetting = (stage, light, spec) => {
  const { width, height, unit } = stage;
  const horizon = height * 0.6;
  const landmark = landmarkOf(stage, spec);
  const tall = height > width;
  const view: View = { horizon, eye: tall ? 8 : 7, focal: Math.max(width, height) * 0.95 };
  const domed = spec.effects.includes('dome');
  const domeColour = spec.accents.map(rgb).find(([red, , blue]) => blue > red) ?? rgb('#6fe6ff');
  const shine =
    landmark.kind === 'city'
      ? { colour: mix(rgb('#fff0b8'), light.glow, 0.5), reach: (landmark.reach * 900) / view.focal, strength: 0.5 }
      : undefined;
  const belts = beltsOf(stage, shine);
  const layers: Layer[] = [...skyLayers(stage, light, horizon)];
  layers.push(stillLayer(0.1, paintDunes(stage, light, view, belts.far)));
  layers.push(distantBirds(stage, light, horizon * 0.34, 0.12));
  if (landmark.kind === 'city') {
    const [left, right] = halves(spec);
    const foot = horizon + unit * 4;
    const dome = {
      x: landmark.x,
      foot: foot + unit * 2,
      radius: landmark.reach,
      rise: 0.96,
      colour: domeColour,
      depth: 0.16,
    };
    const shells = domed ? domeLayers(stage, light, dome) : undefined;
    if (shells !== undefined) layers.push(shells.back);
    const reach = landmark.reach * (domed ? 0.94 : 1);
    layers.push(...horizonCity(stage, light, { x: landmark.x, foot, reach, left, right, depth: 0.16 }));
    layers.push(stillLayer(0.16, groundGlow(stage, light, landmark, foot, domed ? domeColour : undefined)));
    if (shells !== undefined) layers.push(shells.front);
  }
  if (landmark.kind === 'pyramids')
    layers.push(...pyramidGroup(stage, light, landmark.x, horizon + unit * 6, landmark.reach, 0.16));
  layers.push(stillLayer(0.28, paintDunes(stage, light, view, belts.middle)));
  layers.push(blownSand(stage, light, horizon + unit * 26, 0.34));
  layers.push(stillLayer(0.6, paintDunes(stage, light, view, belts.near)));
  const lane = belts.near.lane ?? belts.near.near;
  const heightAt = duneHeight(stage, belts.near);
  const footAt = (x: number): number =>
    horizon + ((view.eye - heightAt(((x - width / 2) * lane) / view.focal, lane)) * view.focal) / lane;
  const person = (1.75 * view.focal) / lane;
  const camels = spec.subjects.find(({ kind }) => kind === 'camel');
  const travellers = camels?.count ?? (landmark.kind === 'city' ? 3 : 0);
  if (travellers > 0) {
    const count = Math.min(8, camels !== undefined && travellers === 1 ? 4 : travellers);
    layers.push(
      caravanLayer(stage, light, {
        x: width * (tall ? 0.5 : 0.36),
        foot: footAt,
        count,
        height: person * 1.25,
        facing: 1,
        depth: 0.6,
      }),
    );
  }
  layers.push(stillLayer(0.92, paintDunes(stage, light, view, belts.front)));
  layers.push(blownSand(stage, light, height * 0.93, 1.02));
  return placesOf(stage, layers, footAt(width * 0.6), person, landmark);
};

function placesOf(stage: Stage, layers: Layer[], foot: number, person: number, landmark: Landmark): PaintedSetting {
  const painted: SubjectSpec['kind'][] = ['camel'];
  if (landmark.kind === 'city') painted.push('tower', 'pyramid');
  if (landmark.kind === 'pyramids') painted.push('pyramid');
  return {
    layers,
    ground: { left: stage.width * 0.12, right: stage.width * 0.88, y: foot, depth: 0.6, personHeight: person },
    air: { left: 0, right: stage.width, y: stage.height * 0.22, depth: 0.3, personHeight: person * 0.7 },
    painted,
  };
}

function landmarkOf(stage: Stage, spec: SceneSpec): Landmark {
  const { width, height } = stage;
  const pyramids = spec.subjects.some(({ kind }) => kind === 'pyramid');
  const modern = spec.architecture.some((style) => style !== 'egyptian');
  const wantsCity = modern || spec.effects.includes('dome') || spec.subjects.some(({ kind }) => kind === 'tower');
  const x = width * (width > height ? 0.56 : 0.5);
  if (wantsCity || (spec.architecture.length > 0 && !pyramids)) {
    return { kind: 'city', x, reach: Math.min(width * 0.47, height * 0.47) };
  }
  if (pyramids) return { kind: 'pyramids', x, reach: Math.min(width * 0.5, height * 0.62) };
  return { kind: 'none', x, reach: 0 };
}

function halves(spec: SceneSpec): readonly ['egyptian' | 'futuristic', 'egyptian' | 'futuristic'] {
  const egyptian = spec.architecture.includes('egyptian');
  const modern = spec.architecture.some((style) => style !== 'egyptian');
  if (egyptian && modern) return ['egyptian', 'futuristic'];
  return modern ? ['futuristic', 'futuristic'] : ['egyptian', 'egyptian'];
}

function beltsOf(stage: Stage, shine: DuneBelt['shine']): Record<'far' | 'middle' | 'near' | 'front', DuneBelt> {
  const bottom = stage.height + stage.marginY;
  return {
    far: { near: 900, far: 4200, tall: 38, size: 420, haze: [0.62, 0.9], seed: 3, steps: 70, bottom: bottom * 0.66 },
    middle: {
      near: 150,
      far: 1100,
      tall: 5.6,
      size: 105,
      haze: [0.14, 0.62],
      seed: 8,
      steps: 130,
      bottom: bottom * 0.78,
      ...(shine === undefined ? {} : { shine }),
    },
    near: { near: 24, far: 210, tall: 5.4, size: 44, haze: [0, 0.22], seed: 15, steps: 250, bottom, lane: 38 },
    front: { near: 10, far: 27, tall: 3.6, size: 17, haze: [0, 0.02], seed: 23, steps: 120, bottom },
  };
}

function skyLayers(stage: Stage, light: Light, horizon: number): Layer[] {
  const { height, unit } = stage;
  const sky = paintSheet(stage, { bottom: horizon + 40 * unit }, (context) => {
    paintSky(context, stage, light, horizon);
    paintSunDisc(context, stage, light, unit * 24);
  });
  const layers: Layer[] = [stillLayer(0, sky)];
  if (light.night > 0.5) layers.push(starryLayer(stage, horizon, light.night));
  layers.push(
    driftingClouds(
      stage,
      light,
      { cover: 0.32, top: -stage.marginY, bottom: height * 0.4, size: 460, flat: 6.5, seed: 5 },
      0.05,
      2.5,
    ),
  );
  return layers;
}

function groundGlow(stage: Stage, light: Light, landmark: Landmark, foot: number, dome: Rgb | undefined): Sheet {
  const { x, reach } = landmark;
  return paintSheet(stage, { top: foot - reach * 0.3, bottom: foot + reach * 0.3 }, (context) => {
    context.translate(x, foot);
    context.scale(1, 0.11);
    const gold = mix(lit(rgb('#ffd98a'), light.sun), light.glow, 0.5);
    paintGlow(context, 0, 0, reach * 1.7, gold, 0.9);
    if (dome !== undefined) paintGlow(context, 0, 0, reach * 1.15, mix(dome, light.glow, 0.4), 0.55);
  });
}
