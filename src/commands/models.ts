import { z } from 'zod';
import type { Agent } from '../core/agents.ts';
import type { ModelOffer } from '../core/studio/models.ts';
import type { SpaceSettings } from '../core/studio/space-settings.ts';
import { isAllowed } from './choose-model.ts';
import { defineCommand } from './define-command.ts';
import { inOrder } from './model-choices.ts';
import { hasWords } from './model-names.ts';
import { unitPrice } from './price-words.ts';

/** As many as fit a message on every platform. */
const shown = 12;

export const models = defineCommand({
  name: 'models',
  description: 'The models that you can choose here, what they do and what they cost',
  example: '/mora models',
  options: z.object({
    find: z.string().max(100).default('').describe('A part of a name, where the list is long'),
  }),
  positional: 'find',
  run: async ({ find }, { studio, thread }) => {
    const settings = await studio.settings.get(thread);
    const allowed = inOrder(await studio.models()).filter(({ name }) => isAllowed(name, settings));
    const found = allowed.filter((offer) => hasWords(offer, find));
    if (allowed.length === 0) {
      return { kind: 'text', text: 'There are no models to choose here just now. Please try again later.' };
    }
    if (found.length === 0) {
      return { kind: 'text', text: 'No model here has that in its name. See /mora models for all of them.' };
    }
    const isUsual = ({ name }: ModelOffer): boolean => name === settings.model;
    const sorted = [...found.filter(isUsual), ...found.filter((offer) => !isUsual(offer))];
    const items = sorted.slice(0, shown).map((offer) => ({ text: describe(offer, settings) }));
    const left = sorted.length - items.length;
    if (left > 0) items.push({ text: `There are ${left} more. Find them by a part of their name: /mora models wan` });
    return { kind: 'list', items };
  },
});

/** What each agent that people can choose a model for does. */
const deeds: Readonly<Partial<Record<Agent, string>>> = {
  prompt: 'Works out the words.',
  'text-to-image': 'Paints pictures from words.',
  'image-to-image': 'Changes pictures.',
  connect: 'Makes transitions.',
};

/** A model in lines: its names, what there is to know of it in sentences, and what it costs. */
function describe(offer: ModelOffer, { model, showPrice }: SpaceSettings): string {
  const { name, label, stopped } = offer;
  const sentences = [
    ...deedsOf(offer),
    ...(name === model ? ['The usual one here.'] : []),
    ...(stopped === undefined ? [] : ['Not available just now.']),
  ];
  return [`${label}: ${name}`, sentences.join(' '), ...(showPrice ? [unitPrice(offer)] : [])].join('\n  ');
}

function deedsOf({ agents, motion }: ModelOffer): readonly string[] {
  const { takesImage = true, textToVideo = false, videoToVideo = false, maxClipS } = motion ?? {};
  const films = agents.includes('image-to-video');
  return [
    ...(films && textToVideo ? ['Makes videos from words.'] : []),
    ...(films && takesImage ? ['Sets pictures in motion.'] : []),
    ...(films && videoToVideo ? ['Changes whole videos.'] : []),
    ...agents.flatMap((agent) => deeds[agent] ?? []),
    ...(maxClipS === undefined ? [] : [`Clips of up to ${Number(maxClipS.toFixed(1))} s.`]),
  ];
}
