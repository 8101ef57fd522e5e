import { createCanvas } from '@napi-rs/canvas';
import { css, mix, type Rgb } from '../../kit/colour.ts';
import { smoothstep } from '../../kit/math.ts';
import type { SceneSpec } from '../../understand/scene-spec.ts';
import type { Light } from '../light.ts';
import { paintSprite, type Layer, type Stage } from '../scene.ts';

/** What the weather lets fall or float before the scene, over all of it. */
export function weatherLayers(stage: Stage, light: Light, { weather }: Pick<SceneSpec, 'weather'>): Layer[] {
  switch (weather) {
    case 'snow':
      return [fallingSnow(stage, light, 0.35), fallingSnow(stage, light, 0.7), fallingSnow(stage, light, 1.2)];
    case 'rain':
      return [fallingRain(stage, light, 0.4, 0.12), fallingRain(stage, light, 0.8, 0.12)];
    case 'storm':
      return [fallingRain(stage, light, 0.4, 0.34), fallingRain(stage, light, 0.9, 0.34), lightning(stage)];
    case 'fog':
      return [driftingFog(stage, light, 0.25), driftingFog(stage, light, 0.75)];
    case 'clear':
    case 'cloudy':
      return [];
  }
}

function fallingSnow(stage: Stage, light: Light, depth: number): Layer {
  const { unit } = stage;
  const random = stage.random.fork(`snow${depth}`);
  const colour = mix([255, 255, 255], light.haze, Math.max(0, 0.35 - depth * 0.3) + light.night * 0.1);
  const size = (0.9 + depth * 2.2) * unit;
  const flake = paintSprite(size * 4, size * 4, (context) => {
    const soft = context.createRadialGradient(0, 0, 0, 0, 0, size * 2);
    soft.addColorStop(0, css(colour, 0.95));
    soft.addColorStop(0.35, css(colour, 0.8));
    soft.addColorStop(1, css(colour, 0));
    context.fillStyle = soft;
    context.fillRect(-size * 2, -size * 2, size * 4, size * 4);
  });
  const { width, height, marginX, marginY } = stage;
  const wide = width + 2 * marginX;
  const high = height + 2 * marginY;
  const area = (width * height) / (unit * unit);
  const flakes = Array.from({ length: Math.round((area / 590_000) * (200 - depth * 135)) }, () => ({
    x: random.next() * wide,
    y: random.next() * high,
    scale: random.between(0.5, 1.3),
    speed: (26 + depth * 62) * unit * random.between(0.75, 1.25),
    sway: random.between(0.6, 1.4),
    phase: random.between(0, Math.PI * 2),
  }));
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { x, y, scale, speed, sway, phase } of flakes) {
        const side = x + Math.sin(timeS * sway + phase) * 13 * unit - timeS * speed * 0.16;
        const atX = side - Math.floor(side / wide) * wide - marginX;
        const atY = ((y + timeS * speed) % high) - marginY;
        const own = flake.width * scale;
        context.drawImage(flake.canvas, atX - own / 2, atY - own / 2, own, own);
      }
    },
  };
}

function fallingRain(stage: Stage, light: Light, depth: number, slant: number): Layer {
  const { width, height, unit, marginX, marginY } = stage;
  const random = stage.random.fork(`rain${depth}`);
  const colour: Rgb = mix(mix(light.skyLow, [255, 255, 255], 0.55), light.haze, 0.4 - depth * 0.35);
  const long = (16 + depth * 30) * unit;
  const streak = paintSprite(slant * long + 4 * unit, long + 4 * unit, (context) => {
    const fade = context.createLinearGradient(0, -long / 2, 0, long / 2);
    fade.addColorStop(0, css(colour, 0.08));
    fade.addColorStop(1, css(colour, 0.42 + depth * 0.22));
    context.strokeStyle = fade;
    context.lineWidth = (0.8 + depth * 0.9) * unit;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo((slant * long) / 2, -long / 2);
    context.lineTo((-slant * long) / 2, long / 2);
    context.stroke();
  });
  const wide = width + 2 * marginX;
  const high = height + 2 * marginY;
  const area = (width * height) / (unit * unit);
  const drops = Array.from({ length: Math.round((area / 590_000) * (320 - depth * 200)) }, () => ({
    x: random.next() * wide,
    y: random.next() * high,
    speed: (520 + depth * 620) * unit * random.between(0.85, 1.2),
  }));
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { x, y, speed } of drops) {
        const fallen = y + timeS * speed;
        const side = x - timeS * speed * slant;
        const atX = side - Math.floor(side / wide) * wide - marginX;
        context.drawImage(streak.canvas, atX + streak.x, (fallen % high) - marginY + streak.y);
      }
    },
  };
}

/** Flashes at uneven times: two bursts in five seconds. */
function lightning(stage: Stage): Layer {
  const random = stage.random.fork('lightning');
  const flashes = [random.between(0.8, 1.8), random.between(3.2, 4.4)];
  return {
    depth: 1.2,
    draw: (context, { timeS }) => {
      let strength = 0;
      for (const at of flashes) {
        const since = (((timeS - at) % 5) + 5) % 5;
        strength += 0.4 * Math.exp(-since * 11) + 0.25 * smoothstep(0.12, 0.14, since) * Math.exp(-(since - 0.13) * 9);
      }
      if (strength < 0.01) return;
      context.fillStyle = css([226, 232, 255], Math.min(0.5, strength));
      context.fillRect(
        -stage.marginX,
        -stage.marginY,
        stage.width + 2 * stage.marginX,
        stage.height + 2 * stage.marginY,
      );
    },
  };
}

/** How much smaller fog is painted than it is shown: it has no edges to lose. */
const fogScale = 8;

function driftingFog(stage: Stage, light: Light, depth: number): Layer {
  const { unit, noise } = stage;
  const wide = Math.ceil((stage.width + 4 * stage.marginX) / fogScale);
  const high = Math.ceil((stage.height + 2 * stage.marginY) / fogScale);
  const canvas = createCanvas(wide, high);
  const context = canvas.getContext('2d');
  const picture = context.createImageData(wide, high);
  const [red, green, blue] = mix(light.haze, [255, 255, 255], 0.15 * (1 - light.night));
  for (let row = 0; row < high; row++) {
    const y = row / high;
    const band = smoothstep(0.05, 0.5, y) * smoothstep(1.15, 0.62, y);
    for (let column = 0; column < wide; column++) {
      const u = (column * fogScale) / (300 * unit);
      const v = (row * fogScale) / (105 * unit);
      const thick = smoothstep(-0.35, 0.5, noise.cloudy(u + depth * 31, v + depth * 17, 4));
      const index = (row * wide + column) * 4;
      picture.data[index] = red;
      picture.data[index + 1] = green;
      picture.data[index + 2] = blue;
      picture.data[index + 3] = 255 * band * (0.12 + 0.6 * thick) * (0.95 - depth * 0.35);
    }
  }
  context.putImageData(picture, 0, 0);
  return {
    depth,
    draw: (target, { timeS }) => {
      const drift = Math.sin(timeS * 0.16 + depth * 4) * stage.marginX * 0.9;
      target.drawImage(canvas, drift - 2 * stage.marginX, -stage.marginY, wide * fogScale, high * fogScale);
    },
  };
}
