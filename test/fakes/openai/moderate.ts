import { z } from 'zod';
import type { Knobs } from './knobs.ts';
import { readPicture } from './pictures.ts';
import { unfit } from './refusal.ts';
import { checkModel, parsed } from './speak.ts';

const moderationSchema = z.strictObject({
  model: z.string(),
  input: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
        z.strictObject({ type: z.literal('image_url'), image_url: z.strictObject({ url: z.string() }) }),
      ]),
    )
    .min(1),
});

const categories = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];

/** Answers `POST /moderations`: one picture at a time, as the real one does. */
export async function moderate(body: unknown, knobs: Knobs): Promise<unknown> {
  const { model, input } = parsed(moderationSchema, body);
  checkModel(model, knobs);
  const pictures = input.filter((part) => part.type === 'image_url').length;
  if (pictures > 1) throw unfit(`Number of images (${pictures}) exceeds maximum of 1`, 'input', 'too_many_images');
  const found = new Set<string>();
  for (const part of input) {
    if (part.type === 'text') {
      for (const [word, category] of knobs.flagged) if (part.text.includes(word)) found.add(category);
    } else {
      await checkPicture(part.image_url.url);
      if (knobs.flaggedPictures !== undefined) found.add(knobs.flaggedPictures);
    }
  }
  const flags = Object.fromEntries(categories.map((name) => [name, found.has(name)]));
  const scores = Object.fromEntries(categories.map((name) => [name, found.has(name) ? 0.98 : 0.001]));
  return {
    id: 'modr-1',
    model,
    results: [
      { flagged: found.size > 0, categories: flags, category_scores: scores, category_applied_input_types: {} },
    ],
  };
}

async function checkPicture(url: string): Promise<void> {
  const [, kind, base64] = /^data:image\/(png|jpeg);base64,(.+)$/u.exec(url) ?? [];
  const picture = base64 === undefined ? undefined : await readPicture(Buffer.from(base64, 'base64'));
  if (picture?.format !== kind) throw unfit('Invalid image.', 'input', 'invalid_image');
}
