import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { Shot } from '../../../../src/core/agents.ts';
import type { VideoFacts } from '../../../../src/core/video-facts.ts';
import type { WorldMemo } from '../memo.ts';
import { airOf } from '../paint/air.ts';
import type { World } from '../world/render.ts';
import { walkerAt } from '../world/walk.ts';
import { lookAt, restPose } from './camera.ts';
import { film, type FilmOrder, type FilmWatch } from './film.ts';

/** Films a walk through a world of blocks, from where it was left off. The order has the world's size. */
export async function filmWorld(
  world: World,
  memo: WorldMemo,
  order: FilmOrder,
  watch: FilmWatch,
): Promise<{ readonly facts: VideoFacts; readonly walkedS: number }> {
  const { pace = order.pace } = memo;
  const picture = createCanvas(order.width, order.height).getContext('2d').createImageData(order.width, order.height);
  const air = airOf(memo.world.weather, order, memo.seed, memo.world.time);
  const facts = await film(
    order,
    function* (context, { timeS }) {
      const nowS = memo.walkedS + timeS;
      yield* world.render(walkerAt(world.trail, pace, nowS), nowS, picture.data);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.putImageData(picture, 0, 0);
      for (const layer of air) {
        context.save();
        lookAt(context, order, restPose, layer.depth);
        layer.draw(context, { timeS: nowS });
        context.restore();
      }
    },
    watch,
    { grain: false },
  );
  return { facts, walkedS: memo.walkedS + (facts.frames - 1) / order.fps };
}

/** What the walker sees at first. */
export function seeWorld(world: World, pace: Shot['pace'], width: number, height: number): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const picture = context.createImageData(width, height);
  for (const rows = world.render(walkerAt(world.trail, pace, 0), 0, picture.data); rows.next().done !== true;);
  context.putImageData(picture, 0, 0);
  return canvas;
}
