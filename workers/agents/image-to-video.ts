import type { AgentInput, ImageRef } from '../../src/core/agents.ts';
import type { TaskPlan } from '../../src/core/pipeline/plan.ts';
import { frameOf, pictureOf, rateOf, toMakeS } from '../../src/core/request-shape.ts';
import { outputsOf } from '../../src/core/stage-result.ts';
import { givenImage } from './given-image.ts';
import { shotOf } from './shot-of.ts';
import { framesPerSecond, type PrepareInput, type Turn } from './turn.ts';

/**
 * The image-to-video agent sets a picture in motion, goes on from the last frame of the clip before, or makes a whole
 * video anew where the plan was made for one who can.
 */
export const imageToVideoInput: PrepareInput<'image-to-video'> = async (turn) => {
  const { plan, stage } = turn;
  const { request } = plan;
  const fps = rateOf(request) ?? framesPerSecond;
  const totalS = toMakeS(request);
  // Plans of the first version name no clip: theirs is the whole.
  const durationS = stage.clip?.durationS ?? totalS;
  const part = { startS: startSOf(turn), totalS };
  const common = { ...frameOf(request), shot: shotOf(turn), seed: request.seed, durationS, part, fps };
  if (stage.clip?.anew === true && request.kind === 'edit') {
    return { ...common, fps: request.video.facts.fps, source: request.video.artifact, continues: false };
  }
  return { ...common, ...(await startOf(turn)) };
};

async function startOf(turn: Turn): Promise<Pick<AgentInput<'image-to-video'>, 'image' | 'continues'>> {
  const { plan, stage, results } = turn;
  const index = stage.clip?.index ?? 0;
  const before = outputsOf('image-to-video', plan, results)[index - 1];
  if (before === undefined) {
    // Made from words in one step: nobody painted a first frame, and nobody was to.
    if (startsFromWords(plan)) return { continues: false };
    return { image: await givenImage(turn), continues: plan.request.kind === 'extend' };
  }
  const frame: ImageRef = await turn.frameOf(before.video, 'last');
  return { image: before.memo === undefined ? frame : { ...frame, memo: before.memo }, continues: true };
}

function startsFromWords({ request, stages }: TaskPlan): boolean {
  const hasVideo = request.kind === 'extend' || request.kind === 'edit';
  const makesPicture = stages.some(({ agent }) => agent === 'text-to-image' || agent === 'image-to-image');
  return !hasVideo && !makesPicture && pictureOf(request) === undefined;
}

/** Seconds of the film that the clips before make: each after the first repeats a frame of the one before it. */
function startSOf({ plan, stage, results }: Turn): number {
  const before = outputsOf('image-to-video', plan, results).slice(0, stage.clip?.index ?? 0);
  return before.reduce((sum, { facts: { frames, fps } }) => sum + (frames - 1) / fps, 0);
}
