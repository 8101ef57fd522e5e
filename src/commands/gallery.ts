import { z } from 'zod';
import { shorten } from '../core/text.ts';
import { defineCommand } from './define-command.ts';
import { demandManager } from './demand-allowed.ts';
import { channelOption } from './mention-options.ts';

/** A list that is read to its end. */
const shown = 10;

export const gallerySet = defineCommand({
  name: 'gallery set',
  description: 'For moderators: names the channel where shared videos are shown',
  example: '/mora gallery set #gallery',
  options: z.object({ channel: channelOption.describe('The channel of the gallery') }),
  positional: 'channel',
  run: async ({ channel }, context) => {
    demandManager(context);
    await context.demandPostable?.(channel);
    await context.studio.settings.change(context.thread, () => ({ galleryChannel: channel }));
    return { kind: 'text', text: 'Shared videos are shown in that channel from now on.' };
  },
});

export const galleryOff = defineCommand({
  name: 'gallery off',
  description: 'For moderators: no more videos can be shared; those that are shown stay',
  example: '/mora gallery off',
  options: z.object({}),
  run: async (_options, context) => {
    demandManager(context);
    await context.studio.settings.change(context.thread, () => ({ galleryChannel: undefined }));
    return { kind: 'text', text: 'The gallery is closed. Open it again with /mora gallery set.' };
  },
});

export const galleryTop = defineCommand({
  name: 'gallery top',
  description: 'The videos of the gallery with the most stars',
  example: '/mora gallery top',
  options: z.object({}),
  run: async (_options, { studio, thread, entryUrl }) => {
    const entries = await studio.gallery.top(thread, shown);
    if (entries.length === 0) {
      return { kind: 'text', text: 'The gallery is empty. Press Share under a video of yours to be the first.' };
    }
    const items = await Promise.all(
      entries.map(async ({ clipId, votes, prompt, creator }) => {
        const url = await entryUrl?.(clipId);
        const text = `⭐ ${votes} “${shorten(prompt || 'without words', 60)}” by ${creator.name}`;
        return { text, ...(url === undefined ? {} : { url }) };
      }),
    );
    return { kind: 'list', items };
  },
});
