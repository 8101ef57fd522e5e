import type { Agent } from '../agents.ts';
import { MoraError } from '../errors.ts';
import type { MotionSkills } from '../provider.ts';
import { pictureOf, rateOf, toMakeS, workS } from '../request-shape.ts';
import type { TaskRequest } from '../task.ts';
import type { ThreadRef } from '../thread.ts';
import { conditions } from './conditions.ts';
import type { Crew, Player } from './crew.ts';
import type { Pipeline, Pipelines, PipelineStage } from './pipelines.ts';
import type { PlannedStage, TaskPlan } from './plan.ts';
import { splitClips } from './split-clips.ts';

/** What a plan is made from. */
export interface PlanInput {
  readonly taskId: string;
  readonly thread: ThreadRef;
  readonly request: TaskRequest;
}

/** The slowest that a provider's clips may be taken to run, in frames a second: SVD's usual rate. */
const slowestRate = 6;

/** What nobody in particular can do. */
const noSkills: MotionSkills = { videoToVideo: false };

const keys: Readonly<Record<Agent, string>> = {
  prompt: 'prompt',
  'text-to-image': 'picture',
  'image-to-image': 'change',
  'image-to-video': 'motion',
  connect: 'join',
  finish: 'finish',
};

/**
 * Turns a task into its stages. Pure: the same input gives the same plan. Stages run one after the other, but for the
 * joins of a connection, which run side by side. Throws `unavailable` where the pipeline needs an agent that nobody
 * plays, `not-found` where the operator no longer has the pipeline.
 */
export function planPipeline({ taskId, thread, request }: PlanInput, crew: Crew, pipelines: Pipelines): TaskPlan {
  const { motion = noSkills, oneStep = false } = crew['image-to-video'] ?? {};
  const known = { request, motion, oneStep };
  const stages: PlannedStage[] = [];
  /** Stages that none reads yet: they have one reader, the next stage. */
  let open: string[] = [];
  for (const stage of pipelineFor(request, pipelines).stages) {
    if (stage.when !== undefined && !conditions[stage.when](known)) continue;
    const player = demandPlayer(stage.agent, crew);
    const turns = turnsOf(stage, request, motion);
    const made: string[] = [];
    for (const [index, turn] of turns.entries()) {
      const name = turns.length > 1 ? `${keys[stage.agent]}-${index + 1}` : keys[stage.agent];
      const key = freeKey(name, stages);
      stages.push({ key, ...turnOf(stage, player), after: open, ...turn });
      made.push(key);
      // Joins run side by side: only the first reads what came before. Clips follow each other.
      open = stage.agent === 'connect' ? [] : [key];
    }
    if (stage.agent === 'connect') open = made;
  }
  demandPossible(request, stages, crew);
  const estimateUsd = estimateOf(request, stages, crew);
  const plan: TaskPlan = { version: 1, taskId, thread, request, stages, notes: notesOf(request, motion) };
  return estimateUsd > 0 ? { ...plan, estimateUsd } : plan;
}

/** Refuses what the one who is to set it in motion cannot do. */
function demandPossible(request: TaskRequest, stages: readonly PlannedStage[], crew: Crew): void {
  const { motion, provider } = crew['image-to-video'] ?? {};
  const clips = stages.filter(({ agent }) => agent === 'image-to-video');
  const [first] = clips;
  if (motion?.takesImage !== false || first === undefined || first.clip?.anew === true) return;
  const next = 'Choose another model, or leave the choice to the studio.';
  const startsFromWords = motion.textToVideo === true && !startsFromPicture(request, stages);
  if (!startsFromWords) {
    const what = motion.textToVideo === true ? 'makes videos from words only' : 'only changes whole videos';
    throw new MoraError('bad-input', `${provider} ${what}. ${next}`);
  }
  if (clips.length === 1) return;
  const longest = `makes at most ${motion.maxClipS} seconds, and cannot go on from a frame`;
  throw new MoraError('bad-input', `${provider} ${longest}. Ask for a shorter video. ${next}`);
}

function startsFromPicture(request: TaskRequest, stages: readonly PlannedStage[]): boolean {
  if (request.kind === 'extend' || request.kind === 'edit' || pictureOf(request) !== undefined) return true;
  return stages.some(({ agent }) => agent === 'text-to-image' || agent === 'image-to-image');
}

/** Dollars of all turns, by the prices of those who are to play first. */
function estimateOf(request: TaskRequest, stages: readonly PlannedStage[], crew: Crew): number {
  return stages.reduce((sum, stage) => {
    const { turnUsd = 0, secondUsd = 0 } = crew[stage.agent]?.price ?? {};
    return sum + turnUsd + secondUsd * workS(request, stage);
  }, 0);
}

function turnOf({ agent, say }: PipelineStage, player: Player): Omit<PlannedStage, 'key' | 'after'> {
  const { provider, fallbacks } = player;
  return { agent, provider, fallbacks: [...fallbacks], ...(say === undefined ? {} : { say }) };
}

function pipelineFor(request: TaskRequest, pipelines: Pipelines): Pipeline {
  const name = request.pipeline ?? request.kind;
  const pipeline = Object.hasOwn(pipelines, name) ? pipelines[name] : undefined;
  if (pipeline !== undefined) return pipeline;
  throw new MoraError('not-found', `There is no “${name}” here any more. See /mora help for what there is.`);
}

function demandPlayer(agent: Agent, crew: Crew): Player {
  const player = crew[agent];
  if (player !== undefined) return player;
  throw new MoraError(
    'unavailable',
    `Nobody here can do the ${agent} step just now. Please try again later, or ask the operator to start a worker for it.`,
  );
}

/** A stage of a pipeline as the turns that this request needs of it: clips of a chain, joins of a connection, or one. */
function turnsOf(
  { agent }: PipelineStage,
  request: TaskRequest,
  motion: MotionSkills,
): readonly Pick<PlannedStage, 'clip' | 'join'>[] {
  if (agent === 'connect' && request.kind === 'connect') {
    return request.videos.slice(1).map((_video, join) => ({ join }));
  }
  if (agent !== 'image-to-video') return [{}];
  const totalS = toMakeS(request);
  if (request.kind === 'edit' && motion.videoToVideo) return [{ clip: { index: 0, durationS: totalS, anew: true } }];
  const frameS = 1 / (motion.fps ?? rateOf(request) ?? slowestRate);
  const clips = splitClips(totalS, motion.maxClipS ?? totalS, frameS, motion.chainS);
  return clips.map((durationS, index) => ({ clip: { index, durationS } }));
}

function freeKey(wanted: string, stages: readonly PlannedStage[]): string {
  const taken = new Set(stages.map(({ key }) => key));
  for (let number = 2, key = wanted; ; number += 1) {
    if (!taken.has(key)) return key;
    key = `${wanted}-again${number === 2 ? '' : number}`;
  }
}

function notesOf(request: TaskRequest, motion: MotionSkills): string[] {
  if (request.kind !== 'edit' || motion.videoToVideo) return [];
  return ['Nobody here can keep the motion of a video: its first frame is changed and set in motion anew.'];
}
