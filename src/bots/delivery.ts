import type { ActionName } from '../commands/action-names.ts';
import { actionId } from '../commands/actions.ts';
import { usdText } from '../commands/price-words.ts';
import type { TaskRow } from '../core/database/task-rows.ts';
import type { Clip, Outcome } from '../core/outcome.ts';
import type { TaskPlan } from '../core/pipeline/plan.ts';
import { pictureOf, videosOf } from '../core/request-shape.ts';
import type { TaskRequest } from '../core/task.ts';
import type { ThreadRef } from '../core/thread.ts';
import { makersOf } from './makers.ts';

/** A button under a message. */
export interface Button {
  /** What the platform hands back when it is pressed. */
  readonly id: string;
  readonly action: ActionName;
  readonly label: string;
}

/** The end of a task, ready to be posted: plain texts, buttons, and the clip where there is one. */
export interface Delivery {
  readonly taskId: string;
  readonly thread: ThreadRef;
  /** Whose task it was. */
  readonly personId: string;
  readonly personName: string;
  /** The language of that person, as the platform names it. */
  readonly locale?: string;
  readonly status: Outcome['status'];
  /** One plain sentence. */
  readonly text: string;
  /** What was asked, for the message and for alt text. */
  readonly prompt: string;
  readonly clip?: Clip;
  /** Names and values of what there is to know, in the order in which to show them. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly buttons: readonly Button[];
}

/** Dollars that a task has cost, as far as anybody knows. */
export function costOf(outcome: Outcome): number {
  switch (outcome.status) {
    case 'done':
      return outcome.clip.stages.reduce((sum, { costUsd = 0 }) => sum + costUsd, 0);
    case 'failed':
      return outcome.failure.costUsd ?? 0;
    case 'cancelled':
      return 0;
  }
}

/** Says an outcome in words. `prices` says whether people there see what it cost. */
export function deliveryOf(
  plan: TaskPlan,
  person: TaskRow['person'],
  outcome: Outcome,
  { prices = false } = {},
): Delivery {
  const { taskId, thread, request } = plan;
  const { id: personId, name: personName, locale } = person;
  const asked = { personId, personName, ...(locale === undefined ? {} : { locale }), prompt: request.prompt };
  const base = { taskId, thread, ...asked, status: outcome.status };
  const button = (action: ActionName, label: string): Button => ({
    id: actionId({ name: action, taskId }),
    action,
    label,
  });
  const retry = [button('again', 'Again'), button('edit-prompt', 'Edit prompt')];
  const goOn = [button('extend', 'Extend'), button('restyle', 'Restyle'), button('connect', 'Connect…')];
  const keep = [button('share', 'Share'), button('delete', 'Delete')];
  const costUsd = prices ? costOf(outcome) : 0;
  switch (outcome.status) {
    case 'done':
      return {
        ...base,
        text: 'Here is your video.',
        clip: outcome.clip,
        facts: factsOf(plan, outcome.clip, costUsd),
        buttons: [...retry, ...goOn, ...keep],
      };
    case 'failed':
      return { ...base, text: withCost(outcome.failure.userMessage, costUsd), facts: [], buttons: retry };
    case 'cancelled':
      return { ...base, text: `Cancelled by ${outcome.by}.`, facts: [], buttons: retry };
  }
}

function withCost(sentence: string, costUsd: number): string {
  return [sentence, ...(costUsd > 0 ? [`This cost ${usdText(costUsd)}.`] : [])].join(' ');
}

function factsOf({ request }: TaskPlan, clip: Clip, costUsd: number): Delivery['facts'] {
  const { width, height, durationS, fps } = clip.facts;
  return [
    ['Made by', makersOf(clip)],
    ['Made from', madeFrom(request)],
    ['Seed', String(request.seed)],
    ['Size', `${width}×${height}, ${Number(durationS.toFixed(2))} s, ${fps} fps${clip.sound ? ', with sound' : ''}`],
    ...(costUsd > 0 ? [['Price', usdText(costUsd)] as const] : []),
    ...clip.notes.map((note) => ['Note', note] as const),
  ];
}

/** What a video was made from, in words. */
function madeFrom(request: TaskRequest): string {
  const videos = videosOf(request).length;
  const sources = [
    ...(pictureOf(request) === undefined ? [] : ['your picture']),
    ...(videos === 0 ? [] : [videos === 1 ? 'your video' : `your ${videos} videos`]),
    ...(request.prompt === ''
      ? []
      : [videos + (pictureOf(request) === undefined ? 0 : 1) > 0 ? 'words' : 'your words']),
  ];
  return sources.join(' and ');
}
