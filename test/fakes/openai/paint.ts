import { z } from 'zod';
import type { Fault, Knobs } from './knobs.ts';
import { pictureOf, readPicture } from './pictures.ts';
import { Refusal, unfit } from './refusal.ts';
import { checkModel, holdsAny, parsed } from './speak.ts';

const sizeSchema = z.string().regex(/^\d+x\d+$/u);

/** The fields of `/images/generations` that the fake knows. */
const generationSchema = z.strictObject({
  model: z.string(),
  prompt: z.string().min(1).max(32_000),
  n: z.literal(1),
  size: sizeSchema,
  quality: z.enum(['auto', 'low', 'medium', 'high']),
  stream: z.boolean().optional(),
  partial_images: z.int().min(0).max(3).optional(),
  response_format: z.literal('b64_json').optional(),
});
type Generation = z.infer<typeof generationSchema>;

/** A form's fields are text. */
const editSchema = generationSchema.extend({
  n: z.literal('1').transform(() => 1 as const),
  stream: z.stringbool().optional(),
  partial_images: z.coerce.number().pipe(z.int().min(0).max(3)).optional(),
});

/** What a picture came to. */
const wordTokens = 50;
const pictureTokens = 800;
const outputTokens = 1_056;

/** Answers a request for a picture: JSON, or the events of a stream. */
export type Painting = { readonly whole: unknown } | { readonly events: AsyncGenerator };

/** Answers `POST /images/generations`. */
export async function generate(body: unknown, knobs: Knobs, fault: Fault | undefined): Promise<Painting> {
  return paintFor(parsed(generationSchema, body), 'image_generation', 0, knobs, fault);
}

/** Answers `POST /images/edits`, a form with one picture. */
export async function edit(
  form: { readonly fields: Readonly<Record<string, string>>; readonly files: ReadonlyMap<string, Uint8Array> },
  knobs: Knobs,
  fault: Fault | undefined,
): Promise<Painting> {
  const file = form.files.get('image');
  const picture = file === undefined ? undefined : await readPicture(file);
  if (picture?.format !== 'png') throw unfit('Invalid image file.', 'image', 'invalid_image_file');
  return paintFor(parsed(editSchema, form.fields), 'image_edit', pictureTokens, knobs, fault);
}

async function paintFor(
  asked: Generation,
  kind: 'image_generation' | 'image_edit',
  imageTokens: number,
  knobs: Knobs,
  fault: Fault | undefined,
): Promise<Painting> {
  checkModel(asked.model, knobs);
  if (asked.model.startsWith('gpt-image-') && asked.response_format !== undefined) {
    throw unfit("Unknown parameter: 'response_format'.", 'response_format', 'unknown_parameter');
  }
  const { width, height } = checkSize(asked);
  if (holdsAny(asked.prompt, knobs.refused)) {
    const message = 'Your request was rejected by the safety system. safety_violations=[violence].';
    throw new Refusal(400, message, { code: 'moderation_blocked', type: 'image_generation_user_error' });
  }
  const usage = {
    input_tokens: wordTokens + imageTokens,
    input_tokens_details: { text_tokens: wordTokens, image_tokens: imageTokens },
    output_tokens: outputTokens,
    total_tokens: wordTokens + imageTokens + outputTokens,
  };
  const common = {
    created_at: 1_790_000_000,
    size: asked.size,
    quality: asked.quality,
    background: 'opaque',
    output_format: 'png',
  };
  const base64Of = async (draft: boolean): Promise<string> =>
    (await pictureOf(asked.prompt, width, height, draft)).toString('base64');
  if (asked.stream !== true || !knobs.streams) {
    return { whole: { created: common.created_at, data: [{ b64_json: await base64Of(false) }], usage } };
  }
  async function* events(): AsyncGenerator {
    for (let index = 0; index < Math.min(knobs.drafts, asked.partial_images ?? 0); index += 1) {
      yield { type: `${kind}.partial_image`, ...common, b64_json: await base64Of(true), partial_image_index: index };
      if (fault?.kind === 'event') {
        yield { type: 'error', error: { type: 'image_generation_error', code: fault.code, message: fault.message } };
        return;
      }
    }
    yield { type: `${kind}.completed`, ...common, b64_json: await base64Of(false), usage };
  }
  return { events: events() };
}

function checkSize({ model, size }: Generation): { width: number; height: number } {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const wrong = (why: string): Refusal => unfit(`Invalid size '${size}': ${why}`, 'size');
  if (model.startsWith('gpt-image-1') && !['1024x1024', '1536x1024', '1024x1536'].includes(size)) {
    throw wrong('not one of three');
  }
  if (width % 16 !== 0 || height % 16 !== 0) throw wrong('edges must be multiples of 16');
  if (width * height < 655_360 || width * height > 8_294_400 || Math.max(width, height) > 3_840) throw wrong('area');
  if (width / height > 3 || height / width > 3) throw wrong('shape');
  return { width, height };
}
