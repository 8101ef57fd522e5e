import { z } from 'zod';
import { defineCommand } from './define-command.ts';
import { shorten } from '../core/text.ts';

/** Enough to find yesterday's, short enough to read. */
const shown = 5;

export const status = defineCommand({
  name: 'status',
  description: 'Your newest videos and how far they are',
  example: '/mora status',
  options: z.object({}),
  run: async (_options, { studio, person, thread }) => {
    const tasks = await studio.recent(person, shown);
    // What was asked in another server or workspace stays there.
    const here = tasks.filter((task) => task.plan.thread.space === thread.space);
    if (here.length === 0) {
      return { kind: 'text', text: 'You have no videos yet. Start one with /mora t2v and a few words.' };
    }
    const lines = here.map((task) => {
      const { kind, prompt } = task.plan.request;
      return `• ${kind} “${shorten(prompt || 'without words', 60)}”: ${task.outcome?.status ?? 'in the making'}`;
    });
    return { kind: 'text', text: lines.join('\n') };
  },
});
