import type { Agent } from '../core/agents.ts';
import type { Pipeline } from '../core/pipeline/pipelines.ts';
import type { ModelOffer } from '../core/studio/models.ts';
import type { TaskDraft } from '../core/studio/draft.ts';
import { durationBounds } from '../core/task.ts';

/** The agents of a pipeline for which a model can be chosen: plain media work is nobody's choice. */
export function castsOf({ stages }: Pipeline): readonly Agent[] {
  return [...new Set(stages.map(({ agent }) => agent))].filter((agent) => agent !== 'finish');
}

/** Whether a model plays one of the agents. */
export function playsPart({ agents }: Pick<ModelOffer, 'agents'>, casts: readonly Agent[]): boolean {
  return casts.some((agent) => agents.includes(agent));
}

/** Seconds that a loop makes more, at most. */
const longestOverlapS = 1;

/** Whether a model can surely take its part in a draft: what nobody asked for must not stand in the way. */
export function canMake(offer: ModelOffer, draft: TaskDraft, casts: readonly Agent[]): boolean {
  const { agents, motion } = offer;
  if (!playsPart(offer, casts)) return false;
  const setsInMotion = casts.includes('image-to-video') && agents.includes('image-to-video');
  if (!setsInMotion || motion?.takesImage !== false) return true;
  if (draft.kind === 'edit') return motion.videoToVideo;
  if (draft.kind !== 't2v' && !(draft.kind === 'simulate' && draft.image === undefined)) return false;
  const seconds = (draft.durationS ?? durationBounds.default) + (draft.loop === true ? longestOverlapS : 0);
  return motion.textToVideo === true && seconds <= (motion.maxClipS ?? Infinity);
}
