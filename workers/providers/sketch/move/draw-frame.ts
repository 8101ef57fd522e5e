import type { Context, Moment, Scene } from '../paint/scene.ts';
import { lookAt, type Pose } from './camera.ts';

/** Layers that are drawn between two rests: about three milliseconds' worth. */
const layersAtATime = 4;

/** Draws one frame of a scene, layer by layer, and rests now and then so that other work can go on. */
export function* drawLayers(context: Context, scene: Scene, pose: Pose, moment: Moment): Generator<void> {
  for (const [index, layer] of scene.layers.entries()) {
    context.save();
    lookAt(context, scene.stage, pose, layer.depth);
    layer.draw(context, moment);
    context.restore();
    if (index % layersAtATime === layersAtATime - 1) yield;
  }
}

/** Draws one frame of a scene, all of it. */
export function drawFrame(context: Context, scene: Scene, pose: Pose, moment: Moment): void {
  for (const layers = drawLayers(context, scene, pose, moment); layers.next().done !== true;);
}
