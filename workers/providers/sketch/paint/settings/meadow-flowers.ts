import { css, lit, mix, rgb, type Rgb } from '../../kit/colour.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import type { Light } from '../light.ts';
import { drawSheet, paintSprite, type Layer, type Sheet, type Stage } from '../scene.ts';

/** Flowers that nod in the wind over the slope before the viewer, in two depths. */
export function meadowFlowers(
  stage: Stage,
  light: Light,
  spec: SceneSpec,
  crest: (x: number) => number,
): readonly Layer[] {
  if (spec.season === 'winter' || spec.weather === 'snow') return [];
  const accent = spec.accents.map(rgb);
  const colours: readonly Rgb[] =
    accent.length > 0 ? [...accent, rgb('#ffffff')] : ['#f0503c', '#ffd23e', '#ffffff', '#b87cf0', '#ff9ac4'].map(rgb);
  return [
    flowerRow(stage, light, colours, crest, 84, 0.12, 0.82),
    flowerRow(stage, light, colours, crest, 46, 0.24, 1),
  ];
}

function flowerRow(
  stage: Stage,
  light: Light,
  colours: readonly Rgb[],
  crest: (x: number) => number,
  count: number,
  below: number,
  depth: number,
): Layer {
  const { width, height, unit, marginX } = stage;
  const random = stage.random.fork(`flowers${depth}`);
  const near = depth > 0.9;
  const sprites = colours.map((colour, index) => paintFlower(light, colour, (near ? 1.45 : 0.62) * unit, index));
  const flowers = Array.from({ length: count }, () => {
    const cluster = random.whole(0, colours.length - 1);
    const x = random.between(-marginX, width + marginX);
    const away = Math.abs(x / width - 0.5);
    const y = near
      ? height * (1.12 - away * 0.2) + random.between(-0.03, 0.05) * height
      : crest(x) + height * (0.02 + random.next() * below) + 16 * unit;
    return {
      sprite: sprites[cluster],
      x,
      y,
      phase: x / (120 * unit) + random.between(0, 0.8),
      size: random.between(0.7, 1.15),
    };
  }).toSorted((a, b) => a.y - b.y);
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { sprite, x, y, phase, size } of flowers) {
        if (!sprite) continue;
        const lean = 0.06 + 0.1 * Math.sin(timeS * 1.5 - phase) + 0.04 * Math.sin(timeS * 3.1 + phase * 2);
        context.save();
        context.transform(size, 0, -lean * size, size, x, y);
        drawSheet(context, sprite, 0, -sprite.height / 2);
        context.restore();
      }
    },
  };
}

/** A flower with its stem; the foot of the stem at the bottom of the sprite. */
export function paintFlower(light: Light, colour: Rgb, scale: number, kind: number): Sheet {
  const day = mix(light.sun, [255, 255, 255], 0.2 * (1 - light.night));
  const green = lit(rgb('#3f8a3a'), mix(day, light.shadow, 0.25));
  const petal = lit(colour, day);
  return paintSprite(30 * scale, 64 * scale, (context) => {
    context.scale(scale, scale);
    context.translate(0, 32);
    context.strokeStyle = css(green);
    context.lineWidth = 1.8;
    context.beginPath();
    context.moveTo(0, 0);
    context.quadraticCurveTo(-2, -24, 0, -46);
    context.stroke();
    context.fillStyle = css(green);
    context.beginPath();
    context.ellipse(5, -18, 7, 2.2, -0.7, 0, Math.PI * 2);
    context.ellipse(-5, -12, 7, 2.2, 0.7 + Math.PI, 0, Math.PI * 2);
    context.fill();
    const petals = kind % 2 === 0 ? 5 : 8;
    for (let index = 0; index < petals; index++) {
      const angle = (index / petals) * Math.PI * 2;
      context.fillStyle = css(mix(petal, light.shadow, index % 2 === 0 ? 0.04 : 0.2));
      context.beginPath();
      context.ellipse(
        Math.cos(angle) * 6,
        -48 + Math.sin(angle) * 5,
        petals === 5 ? 5.4 : 5.2,
        petals === 5 ? 4.4 : 2.7,
        angle,
        0,
        Math.PI * 2,
      );
      context.fill();
    }
    context.fillStyle = css(lit(petals === 5 ? rgb('#3a2a26') : rgb('#ffc83a'), day));
    context.beginPath();
    context.arc(0, -48, 3.2, 0, Math.PI * 2);
    context.fill();
  });
}
