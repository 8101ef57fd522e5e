import { css, mix, shade, type Rgb } from '../../kit/colour.ts';
import { smoothstep } from '../../kit/math.ts';
import type { Light } from '../light.ts';
import { paintSheet, paintSprite, type Layer, type Sheet, type Stage } from '../scene.ts';

/** A body of water that mirrors what stands behind it. */
export interface Water {
  /** The row of the far shore. */
  readonly shore: number;
  /** The row where the water ends toward the viewer. */
  readonly bottom: number;
  readonly colour: Rgb;
  /** 0 a mirror, 1 a rough sea. */
  readonly roughness: number;
  readonly depth: number;
  /** Width of the sun's or moon's path of light in design pixels; 0 for none. */
  readonly glitter: number;
}

/** Water that reflects the given layers, as they stand at the first frame, in slowly moving ripples. */
export function mirroringWater(stage: Stage, light: Light, above: readonly Layer[], water: Water): Layer {
  const mirror = paintMirror(stage, light, above, water);
  const glints = glintsOf(stage, light, water);
  const height = mirror.height;
  return {
    depth: water.depth,
    draw: (context, { timeS }) => {
      let row = 0;
      while (row < height) {
        const near = row / height;
        const strip = Math.min(height - row, Math.ceil((1.5 + near * 7) * stage.unit));
        const swing = (0.4 + near * 5.5) * (0.5 + water.roughness * 2.5) * stage.unit;
        const wave = Math.sin(row * (0.55 - near * 0.32) + timeS * 1.7) + 0.6 * Math.sin(row * 0.21 - timeS * 1.1);
        const overlap = row + strip < height ? 1 : 0;
        context.drawImage(
          mirror.canvas,
          0,
          row,
          mirror.width,
          strip + overlap,
          mirror.x + wave * swing * 0.5,
          mirror.y + row,
          mirror.width,
          strip + overlap,
        );
        row += strip;
      }
      glints(context, timeS);
    },
  };
}

function paintMirror(stage: Stage, light: Light, above: readonly Layer[], water: Water): Sheet {
  const reach = water.bottom - water.shore;
  const upper = paintSheet(
    stage,
    { bottom: water.shore, top: Math.max(-stage.marginY, water.shore - reach * 1.6) },
    (context) => {
      for (const layer of above) {
        context.save();
        layer.draw(context, { timeS: 0 });
        context.restore();
      }
    },
  );
  return paintSheet(stage, { top: water.shore, bottom: water.bottom }, (context) => {
    const left = -stage.marginX;
    const width = stage.width + 2 * stage.marginX;
    context.fillStyle = css(water.colour);
    context.fillRect(left, water.shore, width, reach);
    context.save();
    context.translate(0, water.shore);
    context.scale(1, -Math.min(1, reach / upper.height) * 1.02);
    context.globalAlpha = 0.86 - water.roughness * 0.35;
    context.drawImage(upper.canvas, upper.x, -upper.height, upper.width, upper.height);
    context.restore();
    const tint = context.createLinearGradient(0, water.shore, 0, water.bottom);
    tint.addColorStop(0, css(mix(water.colour, light.skyLow, 0.5), 0.1 + water.roughness * 0.3));
    tint.addColorStop(0.4, css(water.colour, 0.22 + water.roughness * 0.3));
    tint.addColorStop(1, css(shade(water.colour, -0.35), 0.82));
    context.fillStyle = tint;
    context.fillRect(left, water.shore, width, reach);
    paintRipples(context, stage, light, water);
  });
}

function paintRipples(context: Parameters<Layer['draw']>[0], stage: Stage, light: Light, water: Water): void {
  const random = stage.random.fork('ripples');
  const reach = water.bottom - water.shore;
  const count = Math.round(150 + water.roughness * 260);
  for (let index = 0; index < count; index++) {
    const near = random.next() ** 1.5;
    const y = water.shore + near * reach;
    const length = (12 + near * 130) * stage.unit * random.between(0.4, 1.3);
    const x = random.between(-stage.marginX, stage.width + stage.marginX);
    const bright = random.chance(0.5);
    context.fillStyle = css(
      bright ? mix(light.skyLow, light.skyMiddle, 0.3) : shade(water.colour, -0.35),
      random.between(0.04, 0.2),
    );
    context.beginPath();
    context.ellipse(x, y, length, (0.5 + near * 1.9) * stage.unit, 0, 0, Math.PI * 2);
    context.fill();
  }
}

function glintsOf(
  stage: Stage,
  light: Light,
  water: Water,
): (context: Parameters<Layer['draw']>[0], timeS: number) => void {
  const random = stage.random.fork('glints');
  const reach = water.bottom - water.shore;
  const sprite = paintSprite(64, 8, (context) => {
    context.scale(8, 1);
    const gradient = context.createRadialGradient(0, 0, 0, 0, 0, 4);
    gradient.addColorStop(0, css(mix(light.glow, [255, 255, 255], 0.4), 0.95));
    gradient.addColorStop(0.5, css(light.glow, 0.45));
    gradient.addColorStop(1, css(light.glow, 0));
    context.fillStyle = gradient;
    context.fillRect(-4, -4, 8, 8);
  });
  const sunX = light.sunX * stage.width;
  const glints = Array.from({ length: water.glitter > 0 ? 110 : 36 }, () => {
    const near = random.next() ** 1.25;
    const inPath = water.glitter > 0 && random.chance(0.85);
    const spread = (random.next() + random.next() + random.next() - 1.5) * water.glitter * stage.unit * (0.35 + near);
    return {
      x: inPath ? sunX + spread : random.between(0, stage.width),
      y: water.shore + near * reach * 0.96 + 2,
      width: (7 + near * 46) * stage.unit * random.between(0.5, 1.2),
      height: (1.6 + near * 3.4) * stage.unit,
      phase: random.between(0, Math.PI * 2),
      speed: random.between(1, 2.8),
      strength: (inPath ? 0.95 : 0.35) * (1 - near * 0.35),
    };
  });
  return (context, timeS) => {
    for (const glint of glints) {
      const alpha = glint.strength * smoothstep(-0.2, 1, Math.sin(glint.phase + timeS * glint.speed));
      if (alpha < 0.02) continue;
      context.globalAlpha = alpha;
      const x = glint.x + Math.sin(timeS * 0.6 + glint.phase) * 5 * stage.unit;
      context.drawImage(sprite.canvas, x - glint.width / 2, glint.y, glint.width, glint.height);
    }
    context.globalAlpha = 1;
  };
}
