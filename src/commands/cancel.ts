import { z } from 'zod';
import { MoraError } from '../core/errors.ts';
import { defineCommand } from './define-command.ts';
import { spaceInReach } from './reach.ts';

export const cancel = defineCommand({
  name: 'cancel',
  description: 'Cancel your newest video that is still being made',
  example: '/mora cancel',
  options: z.object({}),
  run: async (_options, context) => {
    const { studio, person, thread, threadTask } = context;
    const tasks = await studio.recent(person, spaceInReach(context), 50);
    const open = tasks.filter((task) => task.outcome === undefined);
    const inThread = open.find(
      ({ plan }) => plan.taskId === threadTask || (thread.thread !== undefined && plan.thread.thread === thread.thread),
    );
    const task = inThread ?? open[0];
    if (task === undefined) {
      throw new MoraError('not-found', 'You have nothing that is still being made. Start a video with /mora t2v.');
    }
    const cancelled = await studio.cancel(task.plan.taskId, person);
    return { kind: 'text', text: cancelled ? 'Cancelled.' : 'This had ended already.' };
  },
});
