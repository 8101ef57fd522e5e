import { toFile } from 'openai';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Shot } from '../../../../src/core/agents.ts';
import type { CallRole } from '../../../../src/core/provider.ts';
import type { Size } from '../../../../src/core/size.ts';
import type { OpenaiSettings } from '../settings.ts';
import { paint, type Studio } from './paint.ts';
import { imageSizeFor } from './size.ts';

/** Drafts that are asked for on the way. */
const drafts = 2;

type Quality = Exclude<OpenaiSettings['quality'], undefined>;

/** Pictures from words. A seed is not taken. */
export function createTextToImageRole(studio: Studio, quality: Quality): CallRole<'text-to-image'> {
  const { connection, model } = studio;
  return {
    kind: 'call',
    run: ({ shot, width, height }, context) => {
      const body = { ...commonOf(studio, { width, height }, quality), prompt: wordsOf(shot), ...formatFor(studio) };
      const begin = () => connection.client.images.generate({ ...body, model }, { signal: context.signal });
      return paint(begin, { width, height }, studio, context);
    },
  };
}

/** Pictures from a picture and words. */
export function createImageToImageRole(studio: Studio, quality: Quality): CallRole<'image-to-image'> {
  const { connection, model, media } = studio;
  return {
    kind: 'call',
    run: async ({ image, shot, width, height }, context) => {
      const { artifacts, scratchDir, signal } = context;
      const picture = path.join(scratchDir, 'picture.png');
      {
        await using kept = await artifacts.open(image.artifact, signal);
        await media.takeImage(kept.path, picture, { signal });
      }
      const file = await toFile(createReadStream(picture), 'picture.png', { type: 'image/png' });
      const body = { ...commonOf(studio, { width, height }, quality), prompt: wordsOf(shot), ...formatFor(studio) };
      const begin = () => connection.client.images.edit({ ...body, model, image: file }, { signal });
      return paint(begin, { width, height }, studio, context);
    },
  };
}

/** What both endpoints are told. */
function commonOf({ model }: Studio, wanted: Size, quality: Quality) {
  const { width, height } = imageSizeFor(model, wanted);
  return { n: 1, size: `${width}x${height}`, quality, stream: true, partial_images: drafts } as const;
}

/** OpenAI's models always answer with the bytes; those of others mostly with a link, unless they are told. */
function formatFor({ connection, model }: Studio): { response_format?: 'b64_json' } {
  return connection.host !== undefined && !model.startsWith('gpt-image-') ? { response_format: 'b64_json' } : {};
}

/** There is no field for what to avoid, so it is said. */
function wordsOf({ prompt, negativePrompt }: Shot): string {
  return negativePrompt === undefined ? prompt : `${prompt}\n\nAvoid: ${negativePrompt}.`;
}
