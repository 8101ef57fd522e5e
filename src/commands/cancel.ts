import { z } from 'zod';
import { MoraError } from '../core/errors.ts';
import { defineCommand } from './define-command.ts';

export const cancel = defineCommand({
  name: 'cancel',
  description: 'Cancel your newest video that is still being made',
  example: '/mora cancel',
  options: z.object({}),
  run: async (_options, { studio, person, thread }) => {
    const tasks = await studio.recent(person, 50);
    const open = tasks.filter((task) => task.outcome === undefined && task.plan.thread.space === thread.space);
    const inThread = open.find((task) => task.plan.thread.thread === thread.thread && thread.thread !== undefined);
    const task = inThread ?? open[0];
    if (task === undefined) {
      throw new MoraError('not-found', 'You have nothing that is still being made. Start a video with /mora t2v.');
    }
    await studio.cancel(task.plan.taskId, person);
    return { kind: 'text', text: 'Cancelled.' };
  },
});
