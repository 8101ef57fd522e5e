import { css, shade } from '../../kit/colour.ts';
import type { Context } from '../scene.ts';
import { trace, type Body, type Point } from './fish-shape.ts';
import type { FishMark, FishSpecies } from './fish-species.ts';

/** One marking, within the clip of the body. */
export function paintMark(context: Context, mark: FishMark, length: number, body: Body): void {
  if (mark.kind === 'band') {
    const edge = (along: number, reverse: boolean): Point[] => {
      const points = Array.from({ length: 9 }, (_, index): Point => {
        const across = -1.15 + (index / 8) * 2.3;
        return body.at(along + mark.bend * (1 - across * across), across);
      });
      return reverse ? points.toReversed() : points;
    };
    if (mark.edge) {
      context.fillStyle = css(mark.edge);
      trace(context, [...edge(mark.from - 0.022, false), ...edge(mark.to + 0.022, true)], true);
      context.fill();
    }
    context.fillStyle = css(mark.colour);
    trace(context, [...edge(mark.from, false), ...edge(mark.to, true)], true);
    context.fill();
    return;
  }
  if (mark.kind === 'line') {
    context.strokeStyle = css(mark.colour, 0.9);
    context.lineWidth = mark.wide * length * 0.22;
    const points = Array.from({ length: 10 }, (_, index): Point => {
      const share = index / 9;
      return body.at(0.24 + share * 0.78, mark.across - mark.rise * Math.sin(share * 2.6) + mark.rise * 0.5);
    });
    trace(context, points, false);
    context.stroke();
    return;
  }
  const [x, y] = body.at(mark.along, mark.across);
  const [, edgeY] = body.at(mark.along, mark.across + 0.5);
  context.fillStyle = css(mark.colour);
  context.beginPath();
  context.ellipse(x, y, mark.long * length * 0.5, mark.high * Math.abs(edgeY - y) * 2, mark.turn, 0, Math.PI * 2);
  context.fill();
}

/** Scales that catch a little light. */
export function paintScales(context: Context, species: FishSpecies, length: number, body: Body): void {
  context.lineWidth = length * 0.005;
  context.strokeStyle = css(shade(species.side, 0.5), 0.22);
  const size = length * 0.022;
  for (let along = 0.3; along < 0.98; along += 0.042) {
    for (let row = -5; row <= 5; row++) {
      const [x, y] = body.at(along + (row % 2 === 0 ? 0.021 : 0), row / 6);
      context.beginPath();
      context.arc(x, y, size, -Math.PI * 0.45, Math.PI * 0.45);
      context.stroke();
    }
  }
}
