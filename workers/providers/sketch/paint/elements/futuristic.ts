import { css, mix, shade } from '../../kit/colour.ts';
import { lerp } from '../../kit/math.ts';
import { paintLamp, roundPaint, type Mason } from './masonry.ts';

/** A slender tower: its outline swells and narrows, ribs run up it, a spire ends it. */
export interface Spire {
  readonly x: number;
  readonly foot: number;
  readonly width: number;
  readonly height: number;
  /** Width at the waist and at the head, as shares of the foot's. */
  readonly waist: number;
  readonly head: number;
  /** How far the top leans sideways, as a share of the height. */
  readonly lean: number;
}

const profile = (spire: Spire, share: number): number => {
  const waist = spire.waist;
  if (share < 0.55) return lerp(1, waist, Math.sin((share / 0.55) * (Math.PI / 2)));
  return lerp(waist, spire.head, ((share - 0.55) / 0.45) ** 1.4);
};

/** Paints a slender curved tower with lit windows and an antenna. */
export function paintSpire(mason: Mason, spire: Spire): void {
  const { context, stone, unit, random } = mason;
  const { x, foot, width, height } = spire;
  const middle = (share: number): number => x + spire.lean * height * share * share;
  const half = (share: number): number => (width / 2) * profile(spire, share);
  context.fillStyle = roundPaint(
    mason,
    x - width / 2 + spire.lean * height * 0.3,
    x + width / 2 + spire.lean * height * 0.3,
  );
  context.beginPath();
  for (let step = 0; step <= 20; step++)
    context.lineTo(middle(step / 20) - half(step / 20), foot - (height * step) / 20);
  for (let step = 20; step >= 0; step--)
    context.lineTo(middle(step / 20) + half(step / 20), foot - (height * step) / 20);
  context.fill();
  context.lineWidth = Math.max(0.6, unit * 0.7);
  for (const rib of [-0.55, 0, 0.55]) {
    context.strokeStyle = css(rib * mason.sunSide > 0 ? stone.trim : stone.dark, 0.55);
    context.beginPath();
    for (let step = 0; step <= 20; step++) {
      context.lineTo(middle(step / 20) + rib * half(step / 20), foot - (height * step) / 20);
    }
    context.stroke();
  }
  const rows = Math.floor(height / (unit * 5));
  for (let row = 2; row < rows; row++) {
    const share = row / rows;
    const wide = half(share);
    for (const column of [-0.72, -0.28, 0.28, 0.72]) {
      if (!random.chance(0.55)) continue;
      paintLamp(
        mason,
        middle(share) + column * wide,
        foot - height * share,
        Math.max(unit * 0.9, wide * 0.18),
        unit * 1.9,
      );
    }
  }
  const top = middle(1);
  context.strokeStyle = css(stone.trim);
  context.lineWidth = unit * 1.2;
  context.beginPath();
  context.moveTo(top, foot - height);
  context.lineTo(top + spire.lean * height * 0.25, foot - height * 1.16);
  context.stroke();
  paintLamp(mason, top + spire.lean * height * 0.25, foot - height * 1.16, unit * 2, unit * 2);
}

/** A hall under a round roof, with ribs and a row of lights. */
export function paintDomedHall(mason: Mason, x: number, foot: number, width: number, height: number): void {
  const { context, stone, unit } = mason;
  const half = width / 2;
  const drum = height * 0.3;
  context.fillStyle = roundPaint(mason, x - half, x + half);
  context.fillRect(x - half, foot - drum, width, drum);
  context.beginPath();
  context.ellipse(x, foot - drum, half * 0.94, height - drum, 0, Math.PI, Math.PI * 2);
  context.fill();
  context.strokeStyle = css(stone.dark, 0.45);
  context.lineWidth = unit * 0.8;
  for (const rib of [-0.7, -0.36, 0, 0.36, 0.7]) {
    context.beginPath();
    context.ellipse(
      x,
      foot - drum,
      Math.abs(rib) * half * 0.94,
      height - drum,
      0,
      rib < 0 ? Math.PI : Math.PI * 1.5,
      rib < 0 ? Math.PI * 1.5 : Math.PI * 2,
    );
    context.stroke();
  }
  context.fillStyle = css(stone.trim);
  context.fillRect(x - half * 1.03, foot - drum, width * 1.03, unit * 1.6);
  context.fillRect(x - unit * 0.8, foot - height * 1.18, unit * 1.6, height * 0.2);
  for (let wx = -half * 0.86; wx <= half * 0.86; wx += unit * 5)
    paintLamp(mason, x + wx, foot - drum * 0.5, unit * 2, drum * 0.36);
}

/** A ring around a tower: the far half is painted before the tower, the near half after it. */
export function paintRing(
  mason: Mason,
  x: number,
  y: number,
  radius: number,
  part: 'far' | 'near',
  tilt = -0.12,
): void {
  const { context, stone, unit } = mason;
  const from = part === 'far' ? Math.PI : 0;
  const thick = Math.max(unit * 2, radius * 0.13);
  for (const [colour, dy, width] of [
    [shade(stone.dark, -0.1), thick * 0.35, thick],
    [part === 'far' ? stone.middle : stone.lit, 0, thick * 0.75],
    [stone.trim, -thick * 0.3, thick * 0.22],
  ] as const) {
    context.strokeStyle = css(colour);
    context.lineWidth = width;
    context.beginPath();
    context.ellipse(x, y + dy, radius, radius * 0.26, tilt, from, from + Math.PI);
    context.stroke();
  }
  if (part === 'far') return;
  for (let angle = 0.25; angle < Math.PI - 0.2; angle += 0.3) {
    const dx = Math.cos(angle) * radius;
    const dy = Math.sin(angle) * radius * 0.26;
    paintLamp(
      mason,
      x + dx * Math.cos(tilt) - dy * Math.sin(tilt),
      y + dx * Math.sin(tilt) + dy * Math.cos(tilt),
      unit * 1.8,
      unit * 1.3,
    );
  }
}

/** A sail of glass: one side upright, the other a bow. */
export function paintSail(mason: Mason, x: number, foot: number, width: number, height: number, toward: 1 | -1): void {
  const { context, stone, unit, random } = mason;
  const outline = (): void => {
    context.beginPath();
    context.moveTo(x - (toward * width) / 2, foot);
    context.lineTo(x - (toward * width) / 2, foot - height);
    context.bezierCurveTo(
      x + toward * width * 0.2,
      foot - height * 0.9,
      x + toward * width * 0.62,
      foot - height * 0.45,
      x + (toward * width) / 2,
      foot,
    );
    context.closePath();
  };
  context.fillStyle = roundPaint(mason, x - width * 0.55, x + width * 0.55);
  outline();
  context.fill();
  context.save();
  outline();
  context.clip();
  for (let y = foot - unit * 3; y > foot - height; y -= unit * 5) {
    context.fillStyle = css(stone.dark, 0.35);
    context.fillRect(x - width, y, width * 2, unit * 1.1);
    for (let wx = -width * 0.42; wx < width * 0.5; wx += unit * 4.5) {
      const edge = toward * wx > width * (0.5 - 0.75 * ((foot - y) / height));
      if (edge || !random.chance(0.4)) continue;
      paintLamp(mason, x + wx, y - unit * 1.8, unit * 2.2, unit * 1.7);
    }
  }
  context.restore();
  context.fillStyle = css(stone.trim);
  context.fillRect(x - (toward * width) / 2 - unit, foot - height * 1.1, unit * 2, height * 1.1);
}

/** A ball of glass on a stalk. */
export function paintOrb(mason: Mason, x: number, foot: number, radius: number, height: number): void {
  const { context, stone, unit } = mason;
  context.fillStyle = roundPaint(mason, x - radius * 0.3, x + radius * 0.3);
  context.beginPath();
  context.moveTo(x - radius * 0.5, foot);
  context.quadraticCurveTo(x - radius * 0.1, foot - height * 0.5, x - radius * 0.16, foot - height);
  context.lineTo(x + radius * 0.16, foot - height);
  context.quadraticCurveTo(x + radius * 0.1, foot - height * 0.5, x + radius * 0.5, foot);
  context.fill();
  const y = foot - height;
  const ball = context.createRadialGradient(x + mason.sunSide * radius * 0.4, y - radius * 0.4, 0, x, y, radius);
  ball.addColorStop(0, css(mix(stone.trim, [255, 255, 255], 0.5)));
  ball.addColorStop(0.45, css(stone.lit));
  ball.addColorStop(1, css(stone.dark));
  context.fillStyle = ball;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css(stone.trim);
  context.fillRect(x - radius * 1.1, y - unit, radius * 2.2, unit * 1.8);
  for (let wx = -radius * 0.8; wx <= radius * 0.8; wx += unit * 4)
    paintLamp(mason, x + wx, y + unit * 3, unit * 1.7, unit * 1.7);
}

/** A bridge in a bow between two towers, with lights along its deck. */
export function paintSkyBridge(mason: Mason, fromX: number, toX: number, y: number, rise: number): void {
  const { context, stone, unit } = mason;
  const middle = (fromX + toX) / 2;
  context.strokeStyle = css(stone.dark);
  context.lineWidth = unit * 2.6;
  context.beginPath();
  context.moveTo(fromX, y + unit);
  context.quadraticCurveTo(middle, y - rise * 2 + unit, toX, y + unit);
  context.stroke();
  context.strokeStyle = css(stone.trim);
  context.lineWidth = unit * 1.2;
  context.beginPath();
  context.moveTo(fromX, y - unit * 0.4);
  context.quadraticCurveTo(middle, y - rise * 2 - unit * 0.4, toX, y - unit * 0.4);
  context.stroke();
  for (let step = 1; step < 7; step++) {
    const t = step / 7;
    paintLamp(mason, lerp(fromX, toX, t), y - rise * 4 * t * (1 - t) + unit * 1.4, unit * 1.2, unit * 1.2);
  }
}
