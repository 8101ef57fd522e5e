import { z } from 'zod';
import { shorten } from '../core/text.ts';
import { defineCommand } from './define-command.ts';
import { spaceInReach } from './reach.ts';

/** Enough to find yesterday's, short enough to read. */
const shown = 5;

export const status = defineCommand({
  name: 'status',
  description: 'Your newest videos and how far they are',
  example: '/mora status',
  options: z.object({}),
  run: async (_options, context) => {
    const { studio, person } = context;
    const tasks = await studio.recent(person, spaceInReach(context), shown);
    if (tasks.length === 0) {
      return { kind: 'text', text: 'You have no videos yet. Start one with /mora t2v and a few words.' };
    }
    const items = tasks.map(({ plan: { request }, outcome, deliveredTo }) => ({
      text: `${request.kind} “${shorten(request.prompt || 'without words', 60)}”: ${outcome?.status ?? 'in the making'}`,
      ...(deliveredTo?.url === undefined ? {} : { url: deliveredTo.url }),
    }));
    return { kind: 'list', items };
  },
});
