import { z } from 'zod';
import type { TaskRow } from '../core/database/task-rows.ts';
import { MoraError } from '../core/errors.ts';
import { shorten } from '../core/text.ts';
import { defineCommand } from './define-command.ts';
import { spaceInReach } from './reach.ts';
import { clipOption, kindOfEnd } from './own-clips.ts';

/** As many as fit a message with their links. */
const shown = 10;

export const history = defineCommand({
  name: 'history',
  description: 'Your videos so far; name one to see it here again',
  example: '/mora history',
  options: z.object({ clip: clipOption.optional().describe('One of your videos, to see it here again') }),
  positional: 'clip',
  run: async ({ clip }, context) => {
    const { studio, person } = context;
    const tasks = await studio.recent(person, spaceInReach(context), clip === undefined ? shown : 200);
    if (clip !== undefined) {
      const task = tasks.find(({ plan }) => plan.taskId === clip);
      if (task === undefined || (await studio.clip(clip)) === undefined) {
        throw new MoraError('not-found', 'You have no such video here any more. See /mora history for those you have.');
      }
      return { kind: 'clip', taskId: clip };
    }
    if (tasks.length === 0) {
      return { kind: 'text', text: 'You have no videos yet. Start one with /mora t2v and a few words.' };
    }
    const items = await Promise.all(
      tasks.map(async (task) => {
        const kept = (await studio.clip(task.plan.taskId)) !== undefined;
        return { text: lineOf(task, kept), ...(kept ? { clip: task.plan.taskId } : {}), ...linkOf(task) };
      }),
    );
    return { kind: 'list', items };
  },
});

function lineOf(task: TaskRow, kept: boolean): string {
  const { kind, prompt } = task.plan.request;
  return `${kind} “${shorten(prompt || 'without words', 60)}”: ${kindOfEnd(task, kept)}`;
}

function linkOf({ deliveredTo }: TaskRow): { readonly url?: string } {
  return deliveredTo?.url === undefined ? {} : { url: deliveredTo.url };
}
