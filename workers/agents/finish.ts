import type { AgentInput, AgentOutput, FinishSegment } from '../../src/core/agents.ts';
import { MoraError } from '../../src/core/errors.ts';
import { frameOf, loopOverlapS, madeS, rateOf, toMakeS, videosOf } from '../../src/core/request-shape.ts';
import { outputsOf, stageRecords } from '../../src/core/stage-result.ts';
import { shorten } from '../../src/core/text.ts';
import type { TaskRequest } from '../../src/core/task.ts';
import type { PrepareInput, Turn } from './turn.ts';

/** The finish makes the file that people get, and writes into it where it comes from. */
export const finishInput: PrepareInput<'finish'> = (turn) => {
  const { plan } = turn;
  const { request } = plan;
  const fps = rateOf(request) ?? ownRate(turn);
  const { caption, maxBytes } = request;
  return {
    ...frameOf(request),
    fps,
    taskId: plan.taskId,
    segments: segmentsOf(turn, fps),
    sound: soundOf(request),
    loopFrames: Math.round(loopOverlapS(request) * fps),
    provenance: provenanceOf(turn),
    ...(caption === undefined ? {} : { caption }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  };
};

/** The rate at which the first clip was made. */
function ownRate(turn: Turn): number {
  return clipsOf(turn)[0]?.facts.fps ?? 1;
}

function clipsOf({ plan, results }: Turn): AgentOutput<'image-to-video'>[] {
  const clips = outputsOf('image-to-video', plan, results);
  const planned = plan.stages.filter(({ agent }) => agent === 'image-to-video');
  if (clips.length === planned.length) return clips;
  throw new MoraError('internal', 'A step of this video lost its result. Please try again.', { detail: plan.taskId });
}

function segmentsOf(turn: Turn, fps: number): FinishSegment[] {
  const { request } = turn.plan;
  switch (request.kind) {
    case 't2v':
    case 'i2v':
    case 'simulate':
      return [made(turn, Math.round(toMakeS(request) * fps), 'none')];
    case 'edit': {
      const { frames, fps: sourceFps } = request.video.facts;
      const atRate = fps === sourceFps ? frames : Math.round((frames / sourceFps) * fps);
      return [made(turn, atRate, 'none')];
    }
    case 'extend': {
      const kept: FinishSegment = { kind: 'kept', video: request.video.artifact };
      const added = made(turn, Math.round(madeS(request) * fps), 'start');
      return request.direction === 'forward' ? [kept, added] : [{ ...added, reversed: true }, kept];
    }
    case 'connect':
      return joined(turn, fps);
  }
}

/** All that image-to-video made. `repeats` says whether its start is a frame that is there already. */
function made(turn: Turn, frames: number, repeats: 'none' | 'start'): Extract<FinishSegment, { kind: 'made' }> {
  const clips = clipsOf(turn);
  return {
    kind: 'made',
    clips: clips.map(({ video }) => video),
    frames,
    reversed: false,
    repeats: repeats === 'start' && clips[0]?.repeatsStart === true ? 'start' : 'none',
    matchColour: !isAnew(turn) && !clips.every(({ steady }) => steady),
  };
}

/** Whether a whole video was made anew: its colours are what was asked for. */
function isAnew({ plan }: Turn): boolean {
  return plan.stages.some(({ clip }) => clip?.anew === true);
}

function joined({ plan, results }: Turn, fps: number): FinishSegment[] {
  const joins = outputsOf('connect', plan, results);
  const frames = Math.max(1, Math.round((madeS(plan.request) / Math.max(1, joins.length)) * fps));
  return videosOf(plan.request).flatMap(({ artifact }, index): FinishSegment[] => {
    const kept: FinishSegment = { kind: 'kept', video: artifact };
    const join = joins[index];
    if (join === undefined) return [kept];
    const { video, repeatsEnds } = join;
    const repeats = repeatsEnds ? 'both' : 'none';
    return [kept, { kind: 'made', clips: [video], frames, reversed: false, repeats, matchColour: false }];
  });
}

function soundOf(request: TaskRequest): AgentInput<'finish'>['sound'] {
  const videos = videosOf(request);
  if (!videos.some(({ sound }) => sound)) return { kind: 'none' };
  if (request.kind === 'edit') return { kind: 'copy', video: request.video.artifact };
  return { kind: 'segments' };
}

/** Where a video comes from, as one line of JSON that stays with the file. */
function provenanceOf({ plan, results }: Turn): string {
  const { request } = plan;
  const parents = videosOf(request).map(({ clip, artifact }) => clip ?? artifact);
  const makers = stageRecords(plan, results).map(({ agent, provider, version }) => `${agent}: ${provider} ${version}`);
  return JSON.stringify({
    studio: 'Mora Studio',
    task: plan.taskId,
    kind: request.kind,
    prompt: shorten(request.prompt, 1_000),
    seed: request.seed,
    ...(parents.length === 0 ? {} : { parents }),
    makers: [...new Set(makers)],
  });
}
