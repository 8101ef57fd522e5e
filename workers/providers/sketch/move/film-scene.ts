import type { VideoFacts } from '../../../../src/core/agents.ts';
import type { Scene } from '../paint/scene.ts';
import { planCamera } from './camera.ts';
import { drawLayers } from './draw-frame.ts';
import { film, type FilmOrder, type FilmWatch } from './film.ts';

/** Films a painted scene: the camera moves over its layers, and each layer lives. The order has the scene's size. */
export async function filmScene(scene: Scene, order: FilmOrder, watch: FilmWatch): Promise<VideoFacts> {
  const poseAt = planCamera(order.camera, order.pace, order.durationS);
  return film(order, (context, { timeS, progress }) => drawLayers(context, scene, poseAt(progress), { timeS }), watch);
}
