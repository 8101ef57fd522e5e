import type { VideoFacts } from '../../../../src/core/video-facts.ts';
import { openGrader } from '../grade/grader.ts';
import type { Memo, Played } from '../memo.ts';
import type { Scene } from '../paint/scene.ts';
import { placeOfPose, planCamera, planOnward, poseOf, travel, type Pose } from './camera.ts';
import { drawLayers } from './draw-frame.ts';
import { film, type FilmOrder, type FilmWatch } from './film.ts';
import { progressIn, startsAnew } from './film-part.ts';

/** A film that was made, and what has played of it. */
export interface Filmed {
  readonly facts: VideoFacts;
  readonly played: Played;
}

/**
 * Films a painted scene: the camera moves over its layers, and each layer lives. The order has the scene's size. Where
 * `memo` says what has played already, it goes on from there: its first frame is the last one that was.
 */
export async function filmScene(scene: Scene, memo: Memo, order: FilmOrder, watch: FilmWatch): Promise<Filmed> {
  const [from, to] = journeyOf(memo, order);
  const poseAt = travel(from, to);
  const fromS = memo.played?.timeS ?? 0;
  const grade = memo.look === undefined ? undefined : openGrader(memo.look, order, memo.seed);
  const facts = await film(
    order,
    (context, { timeS, frame }) =>
      drawLayers(context, scene, poseAt(progressIn(order, frame)), { timeS: fromS + timeS }),
    watch,
    { grain: true, ...(grade === undefined ? {} : { grade }) },
  );
  const last = facts.frames - 1;
  const at = placeOfPose(poseAt(progressIn(order, last)));
  const played = { timeS: fromS + last / order.fps, from: placeOfPose(from), to: placeOfPose(to), at };
  return { facts, played };
}

function journeyOf({ played }: Memo, order: FilmOrder): readonly [Pose, Pose] {
  const { camera, pace, part } = order;
  if (played === undefined) {
    const poseAt = planCamera(camera, pace, part.totalS);
    return [poseAt(0), poseAt(1)];
  }
  if (startsAnew(order)) return planOnward(camera, pace, part.totalS, played);
  return [poseOf(played.from), poseOf(played.to)];
}
