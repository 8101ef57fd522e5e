import { css, rgb, shade, type Rgb } from '../../kit/colour.ts';
import { paintSprite, type Layer, type Sheet, type Stage } from '../scene.ts';

const colours: readonly Rgb[] = ['#d8641f', '#eaa021', '#bf3322', '#c99a2c', '#a8481c'].map(rgb);

/** Autumn leaves that fall before everything, far ones small and slow, near ones large and quick. */
export function fallingLeaves(stage: Stage): Layer[] {
  return [leavesAt(stage, 0.4), leavesAt(stage, 0.75), leavesAt(stage, 1.2)];
}

function leavesAt(stage: Stage, depth: number): Layer {
  const { unit, width, height, marginX, marginY } = stage;
  const random = stage.random.fork(`leaves${depth}`);
  const size = (7 + depth * 13) * unit;
  const sprites = colours.map((colour) => paintLeaf(size, colour));
  const wide = width + 2 * marginX;
  const high = height + 2 * marginY;
  const area = (width * height) / (unit * unit);
  const leaves = Array.from({ length: Math.round((area / 590_000) * (44 - depth * 27)) }, () => ({
    sprite: sprites[random.whole(0, sprites.length - 1)],
    x: random.next() * wide,
    y: random.next() * high,
    scale: random.between(0.7, 1.25),
    speed: (34 + depth * 70) * unit * random.between(0.75, 1.25),
    swing: random.between(16, 40) * unit * (0.5 + depth),
    pace: random.between(0.9, 1.7),
    phase: random.between(0, Math.PI * 2),
    spin: random.between(-1.6, 1.6),
  }));
  return {
    depth,
    draw: (context, { timeS }) => {
      for (const { sprite, x, y, scale, speed, swing, pace, phase, spin } of leaves) {
        if (sprite === undefined) continue;
        const aside = x + Math.sin(timeS * pace + phase) * swing - timeS * speed * 0.3;
        const atX = aside - Math.floor(aside / wide) * wide - marginX;
        const atY = ((y + timeS * speed) % high) - marginY;
        context.save();
        context.translate(atX, atY);
        context.rotate(phase + spin * timeS + Math.sin(timeS * pace + phase) * 0.7);
        // A leaf that turns over is seen from its edge for a moment.
        context.scale(scale, scale * (0.35 + 0.65 * Math.abs(Math.cos(timeS * pace * 1.3 + phase))));
        context.drawImage(sprite.canvas, sprite.x, sprite.y);
        context.restore();
      }
    },
  };
}

function paintLeaf(size: number, colour: Rgb): Sheet {
  return paintSprite(size * 2.4, size * 1.6, (context) => {
    const fill = context.createLinearGradient(-size, -size * 0.4, size, size * 0.4);
    fill.addColorStop(0, css(shade(colour, 0.18)));
    fill.addColorStop(1, css(shade(colour, -0.22)));
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(-size, 0);
    context.bezierCurveTo(-size * 0.45, -size * 0.62, size * 0.4, -size * 0.58, size, 0);
    context.bezierCurveTo(size * 0.4, size * 0.58, -size * 0.45, size * 0.62, -size, 0);
    context.fill();
    context.strokeStyle = css(shade(colour, -0.4), 0.8);
    context.lineWidth = Math.max(0.5, size * 0.06);
    context.beginPath();
    context.moveTo(-size * 1.15, size * 0.08);
    context.quadraticCurveTo(0, -size * 0.08, size * 0.85, 0);
    context.stroke();
  });
}
