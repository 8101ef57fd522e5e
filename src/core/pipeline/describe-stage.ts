import { frameOf, loopOverlapS, madeS, pictureOf, resultS, videosOf } from '../request-shape.ts';
import type { TaskRequest } from '../task.ts';
import type { PlannedStage, TaskPlan } from './plan.ts';

/** Who plays a stage: "image-to-video by sketch, else other". */
export function describePlayer({ agent, provider, fallbacks }: PlannedStage): string {
  return `${agent} by ${[provider, ...fallbacks].join(', else ')}`;
}

/** What a stage gets, in a few words: "4 s, from the last frame of motion-1". */
export function describeInput(plan: TaskPlan, stage: PlannedStage): string {
  const words = inputOf(plan, stage);
  return stage.say === undefined ? words : `${words}, and the words “${stage.say}”`;
}

function inputOf(plan: TaskPlan, stage: PlannedStage): string {
  const { request } = plan;
  switch (stage.agent) {
    case 'prompt':
      return request.prompt === '' ? 'no words' : 'the words of the request';
    case 'text-to-image':
      return `what ${latest(plan, stage, 'prompt')?.key ?? 'prompt'} made of the words`;
    case 'image-to-image':
      return startPicture(plan, stage);
    case 'image-to-video':
      return motionInput(plan, stage);
    case 'connect': {
      const first = 1 + (stage.join ?? 0);
      const transitionS = request.kind === 'connect' ? request.transitionS : 0;
      return `${seconds(transitionS)}, from the last frame of video ${first} to the first of video ${first + 1}`;
    }
    case 'finish':
      return finishInput(plan, stage);
  }
}

function motionInput(plan: TaskPlan, stage: PlannedStage): string {
  const length = seconds(stage.clip?.durationS ?? madeS(plan.request));
  const before = latest(plan, stage, 'image-to-video');
  if (before !== undefined) return `${length}, from the last frame of ${before.key}`;
  return `${length}, from ${stage.clip?.anew === true ? 'every frame of the video' : startPicture(plan, stage)}`;
}

/** The picture that image-to-image and the first clip go on from. */
function startPicture(plan: TaskPlan, stage: PlannedStage): string {
  const made = latest(plan, stage, 'image-to-image') ?? latest(plan, stage, 'text-to-image');
  if (made !== undefined) return `the result of ${made.key}`;
  const { request } = plan;
  if (pictureOf(request) !== undefined) return 'the picture of the request';
  const backward = request.kind === 'extend' && request.direction === 'backward';
  return request.kind === 'extend' && !backward ? 'the last frame of the video' : 'the first frame of the video';
}

function finishInput(plan: TaskPlan, stage: PlannedStage): string {
  const { request } = plan;
  const { width, height } = frameOf(request);
  return [
    `${partsOf(plan, stage)} as ${seconds(resultS(request))} of ${width}×${height}`,
    ...(request.smooth === undefined ? [] : [`${request.smooth} frames a second`]),
    ...(loopOverlapS(request) > 0 ? ['looped'] : []),
    ...(request.caption === undefined ? [] : ['with a caption']),
    ...(request.maxBytes === undefined ? [] : [`at most ${request.maxBytes / 1_000_000} MB`]),
  ].join(', ');
}

function partsOf(plan: TaskPlan, stage: PlannedStage): string {
  const clips = plan.stages
    .slice(0, plan.stages.indexOf(stage))
    .filter(({ agent }) => agent === 'image-to-video' || agent === 'connect')
    .map(({ key }) => key);
  const { request } = plan;
  if (request.kind === 'connect') return inTurn(request, clips).join(', ');
  const made = clips.length > 2 ? `${clips[0]} to ${clips.at(-1)}` : clips.join(' and ');
  if (request.kind !== 'extend') return made;
  return request.direction === 'forward' ? `the video, then ${made},` : `${made} backwards, then the video,`;
}

/** Videos with their transitions between them. */
function inTurn(request: TaskRequest, joins: readonly string[]): string[] {
  return videosOf(request).flatMap((_video, index) => [`video ${index + 1}`, ...joins.slice(index, index + 1)]);
}

/** The last stage of an agent before this one. */
function latest({ stages }: TaskPlan, stage: PlannedStage, agent: PlannedStage['agent']): PlannedStage | undefined {
  return stages.slice(0, stages.indexOf(stage)).findLast((each) => each.agent === agent);
}

function seconds(durationS: number): string {
  return `${Number(durationS.toFixed(2))} s`;
}
