import type { ActionName } from '../commands/action-names.ts';
import { actionId } from '../commands/actions.ts';
import type { TaskRow } from '../core/database/task-rows.ts';
import type { Clip, Outcome } from '../core/outcome.ts';
import type { TaskPlan } from '../core/pipeline/plan.ts';
import { pictureOf, videosOf } from '../core/request-shape.ts';
import type { TaskRequest } from '../core/task.ts';
import type { ThreadRef } from '../core/thread.ts';

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

/** Says an outcome in words. */
export function deliveryOf(plan: TaskPlan, person: TaskRow['person'], outcome: Outcome): Delivery {
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
  switch (outcome.status) {
    case 'done':
      return {
        ...base,
        text: 'Here is your video.',
        clip: outcome.clip,
        facts: factsOf(plan, outcome.clip),
        buttons: [...retry, ...goOn, ...keep],
      };
    case 'failed':
      return { ...base, text: outcome.failure.userMessage, facts: [], buttons: retry };
    case 'cancelled':
      return { ...base, text: `Cancelled by ${outcome.by}.`, facts: [], buttons: retry };
  }
}

function factsOf({ request }: TaskPlan, clip: Clip): Delivery['facts'] {
  const { width, height, durationS, fps } = clip.facts;
  const makers = [...new Set(clip.stages.filter((stage) => stage.agent !== 'finish').map((stage) => stage.label))];
  return [
    ['Made by', makers.join(', ')],
    ['Made from', madeFrom(request)],
    ['Seed', String(request.seed)],
    ['Size', `${width}×${height}, ${Number(durationS.toFixed(2))} s, ${fps} fps${clip.sound ? ', with sound' : ''}`],
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
