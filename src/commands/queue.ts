import { z } from 'zod';
import { shorten } from '../core/text.ts';
import { defineCommand } from './define-command.ts';
import { spaceInReach } from './reach.ts';

/** More than these nobody counts. */
const shown = 10;

export const queue = defineCommand({
  name: 'queue',
  description: 'How many videos are waiting, and where yours are in the line',
  example: '/mora queue',
  options: z.object({}),
  run: async (_options, context) => {
    const { studio, person } = context;
    const open = await studio.countOpen();
    if (open === 0) return { kind: 'text', text: 'Nothing is waiting. Your video would start at once.' };
    const mine = (await studio.recent(person, spaceInReach(context), 50)).filter(
      ({ outcome }) => outcome === undefined,
    );
    const items = [{ text: `Videos in the making or waiting, of everybody: ${open}` }];
    for (const { plan } of mine.slice(0, shown)) {
      const view = await studio.view(plan.taskId);
      const position = view?.flow?.stages.find((stage) => stage.status === 'queued')?.position;
      const place = position === undefined ? 'being made' : `number ${position} in the line`;
      const minutes = view?.remainingMs === undefined ? undefined : Math.max(1, Math.round(view.remainingMs / 60_000));
      const wait = minutes === undefined ? '' : `, about ${minutes} min left`;
      items.push({ text: `“${shorten(plan.request.prompt || 'without words', 60)}”: ${place}${wait}` });
    }
    if (mine.length === 0) items.push({ text: 'None of them is yours.' });
    return { kind: 'list', items };
  },
});
