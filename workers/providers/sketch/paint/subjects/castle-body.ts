import { css, mix, type Rgb } from '../../kit/colour.ts';
import { fillShape, type Mason } from '../elements/masonry.ts';
import { paintArched, paintRoundTower, paintStones, type Tiles, type Tower } from './castle-tower.ts';

/** The towers from back to front, in hundredths of the castle's height: their tops carry the flags. */
const behind: readonly Tower[] = [
  { x: -17, width: 6.4, foot: -26, top: -64, roof: 14, windows: [-57] },
  { x: 15.5, width: 7.4, foot: -26, top: -70, roof: 16, windows: [-62, -52] },
  { x: -1, width: 11, foot: -26, top: -79, roof: 21, windows: [-69, -59] },
];
const middle: readonly Tower[] = [
  { x: -25, width: 8, foot: -25, top: -56, roof: 15, windows: [-48, -39] },
  { x: 25, width: 7, foot: -25, top: -53, roof: 13.5, windows: [-46] },
];
const front: readonly Tower[] = [
  { x: -37.5, width: 8.6, foot: -22, top: -45, roof: 13.5, windows: [-38] },
  { x: 37, width: 8.2, foot: -22, top: -43, roof: 12.5, windows: [-36] },
  { x: -11.5, width: 6.4, foot: -22.5, top: -43, roof: 12, windows: [-36] },
  { x: 3.5, width: 6.4, foot: -22.5, top: -43, roof: 12, windows: [-36] },
];

/** Column of the gate, in hundredths of the castle's height. */
export const gateX = -4;

/** The tips that carry flags. */
export const flagTips: readonly (readonly [x: number, y: number])[] = [
  behind[2],
  middle[0],
  front[1],
  behind[1],
].flatMap((tower) => (tower ? [[tower.x, tower.top - tower.roof] as const] : []));

/** Paints the walls and towers above the hill; its windows are kept in `mason.lamps`. */
export function paintCastleBody(mason: Mason, tiles: Tiles, snow: Rgb | undefined): void {
  for (const tower of behind) paintRoundTower(mason, tower, tiles, snow);
  paintHall(mason, -20, 19, -25, -50, tiles, snow);
  for (const tower of middle) paintRoundTower(mason, tower, tiles, snow);
  paintCurtain(mason, -38, 38, -22, -36);
  paintGate(mason);
  for (const tower of front) paintRoundTower(mason, tower, tiles, snow);
}

/** The great hall with its steep roof and dormers. */
function paintHall(
  mason: Mason,
  left: number,
  right: number,
  foot: number,
  eaves: number,
  tiles: Tiles,
  snow: Rgb | undefined,
): void {
  const { context, stone, sunSide } = mason;
  const wall = context.createLinearGradient(left * sunSide, 0, right * sunSide, 0);
  wall.addColorStop(0, css(mix(stone.dark, stone.middle, 0.35)));
  wall.addColorStop(1, css(mix(stone.middle, stone.lit, 0.55)));
  context.fillStyle = wall;
  context.fillRect(left, eaves, right - left, foot - eaves);
  paintStones(mason, left, right, eaves, foot);
  for (const x of [-15, -9, 8, 14]) paintArched(mason, x, -43, 1.7);
  const ridge = eaves - 9.5;
  const roof = context.createLinearGradient(0, ridge, 0, eaves);
  roof.addColorStop(0, css(mix(tiles.lit, tiles.middle, 0.3)));
  roof.addColorStop(1, css(mix(tiles.middle, tiles.dark, 0.4)));
  context.fillStyle = roof;
  context.beginPath();
  context.moveTo(left - 1.4, eaves + 0.7);
  context.lineTo(left + 4.5, ridge);
  context.lineTo(right - 4.5, ridge);
  context.lineTo(right + 1.4, eaves + 0.7);
  context.fill();
  if (snow) {
    fillShape(context, css(snow, 0.8), [
      [left + 4.3, ridge - 0.3],
      [right - 4.3, ridge - 0.3],
      [right - 2, eaves - 5],
      [8, eaves - 4],
      [2, eaves - 6.5],
      [-8, eaves - 4.6],
      [left + 2.4, eaves - 5.6],
    ]);
  }
  context.strokeStyle = css(tiles.dark, 0.5);
  context.lineWidth = 0.25;
  for (let row = 1; row < 5; row++) {
    const y = ridge + (9.5 * row) / 5;
    context.beginPath();
    context.moveTo(left + 4.5 - 1.1 * row, y);
    context.lineTo(right - 4.5 + 1.1 * row, y);
    context.stroke();
  }
  for (const x of [-12, 11]) {
    fillShape(context, css(stone.lit), [
      [x - 2, eaves - 0.8],
      [x - 2, eaves - 4],
      [x + 2, eaves - 4],
      [x + 2, eaves - 0.8],
    ]);
    fillShape(context, css(tiles.middle), [
      [x - 2.7, eaves - 3.7],
      [x, eaves - 8],
      [x + 2.7, eaves - 3.7],
    ]);
    fillShape(context, css(tiles.dark, 0.8), [
      [x, eaves - 8],
      [x - sunSide * 2.7, eaves - 3.7],
      [x, eaves - 3.7],
    ]);
    paintArched(mason, x, eaves - 2.6, 1.1);
  }
}

/** The outer wall with its battlements. */
function paintCurtain(mason: Mason, left: number, right: number, foot: number, top: number): void {
  const { context, stone, sunSide } = mason;
  const wall = context.createLinearGradient(left * sunSide, 0, right * sunSide, 0);
  wall.addColorStop(0, css(mix(stone.dark, stone.middle, 0.3)));
  wall.addColorStop(0.5, css(stone.middle));
  wall.addColorStop(1, css(stone.lit));
  context.fillStyle = wall;
  context.fillRect(left, top, right - left, foot - top);
  for (let x = left; x < right - 1; x += 3) context.fillRect(x, top - 1.7, 1.8, 1.9);
  context.fillStyle = css(stone.dark, 0.3);
  context.fillRect(left, top + 2, right - left, 0.7);
  const shadow = context.createLinearGradient(0, foot - 6, 0, foot);
  shadow.addColorStop(0, css(stone.dark, 0));
  shadow.addColorStop(1, css(stone.dark, 0.65));
  context.fillStyle = shadow;
  context.fillRect(left, foot - 6, right - left, 6);
  paintStones(mason, left, right, top + 2, foot);
  for (const x of [-31, -24, -18, 12, 18, 24, 31]) {
    context.fillStyle = css(mix(stone.dark, [20, 20, 40], 0.6));
    context.fillRect(x - 0.3, top + 4.6, 0.6, 3.2);
  }
}

/** The gatehouse: an arch with a portcullis, lit from inside. */
function paintGate(mason: Mason): void {
  const { context, stone, night } = mason;
  context.fillStyle = css(stone.middle);
  context.fillRect(gateX - 6, -40, 12, 18);
  for (let x = gateX - 6; x < gateX + 5.5; x += 2.6) context.fillRect(x, -41.6, 1.6, 1.8);
  context.fillStyle = css(stone.trim, 0.8);
  context.beginPath();
  context.roundRect(gateX - 3.8, -34.2, 7.6, 12.2, [3.8, 3.8, 0, 0]);
  context.fill();
  context.fillStyle = css(mix([34, 24, 26], stone.lamp, 0.15 + night * 0.6));
  context.beginPath();
  context.roundRect(gateX - 3, -33.2, 6, 11.4, [3, 3, 0, 0]);
  context.fill();
  context.save();
  context.clip();
  context.strokeStyle = css([22, 18, 24], 0.75);
  context.lineWidth = 0.35;
  context.beginPath();
  for (const x of [-2, -0.7, 0.7, 2]) {
    context.moveTo(gateX + x, -34);
    context.lineTo(gateX + x, -27);
  }
  for (const y of [-31, -28.6]) {
    context.moveTo(gateX - 3, y);
    context.lineTo(gateX + 3, y);
  }
  context.stroke();
  context.restore();
  mason.lamps.push({ x: gateX, y: -26, size: 6 });
}
