import { z } from 'zod';
import type { AskedShot, Knobs } from './knobs.ts';
import { Refusal, unfit } from './refusal.ts';
import { checkStrictSchema } from './strict-schema.ts';

const askedSchema = z.object({ kind: z.string(), seconds: z.number(), clips: z.int().positive(), words: z.string() });

const efforts = z.enum(['none', 'low', 'medium', 'high', 'xhigh', 'max']);

/** The fields of `/responses` that the fake knows; any other is an error, as it is there. */
const responsesSchema = z.strictObject({
  model: z.string(),
  instructions: z.string(),
  input: z.tuple([z.strictObject({ role: z.literal('user'), content: z.string() })]),
  text: z.strictObject({
    format: z.strictObject({
      type: z.literal('json_schema'),
      name: z.string().regex(/^[\w-]{1,64}$/u),
      strict: z.literal(true),
      schema: z.unknown(),
    }),
  }),
  max_output_tokens: z.int().min(16).optional(),
  store: z.boolean().optional(),
  reasoning: z.strictObject({ effort: efforts }).optional(),
});

const chatSchema = z.strictObject({
  model: z.string(),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string() }),
    z.strictObject({ role: z.literal('user'), content: z.string() }),
  ]),
  response_format: z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().regex(/^[\w-]{1,64}$/u),
      strict: z.literal(true),
      schema: z.unknown(),
    }),
  }),
});

const inputTokens = 900;
const cachedTokens = 400;
const outputTokens = 500;

/** Answers `POST /responses`. */
export function respond(body: unknown, knobs: Knobs): unknown {
  const { model, input, text } = parsed(responsesSchema, body);
  checkModel(model, knobs);
  checkStrictSchema(text.format.schema, 'text.format.schema');
  const said = say(input[0].content, knobs);
  const content =
    said === undefined
      ? { type: 'refusal', refusal: "I'm sorry, I can't help with that." }
      : { type: 'output_text', text: knobs.cutAnswers ? said.slice(0, 20) : said, annotations: [] };
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1_790_000_000,
    model,
    status: knobs.cutAnswers ? 'incomplete' : 'completed',
    incomplete_details: knobs.cutAnswers ? { reason: 'max_output_tokens' } : null,
    error: null,
    output: [
      { id: 'rs_1', type: 'reasoning', summary: [] },
      { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [content] },
    ],
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: cachedTokens },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 100 },
      total_tokens: inputTokens + outputTokens,
    },
  };
}

/** Answers `POST /chat/completions`. */
export function chat(body: unknown, knobs: Knobs): unknown {
  const { model, messages, response_format: format } = parsed(chatSchema, body);
  checkModel(model, knobs);
  checkStrictSchema(format.json_schema.schema, 'response_format');
  const said = say(messages[1].content, knobs);
  const content = said === undefined ? null : knobs.cutAnswers ? said.slice(0, 20) : said;
  const refusal = said === undefined ? "I'm sorry, I can't help with that." : null;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_790_000_000,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal },
        finish_reason: knobs.cutAnswers ? 'length' : 'stop',
        logprobs: null,
      },
    ],
    usage: { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens },
  };
}

/** Undefined where the model will not. */
function say(content: string, knobs: Knobs): string | undefined {
  const asked: AskedShot = askedSchema.parse(JSON.parse(content));
  if (holdsAny(asked.words, knobs.refused)) return undefined;
  const answer = knobs.answer(asked);
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}

export function holdsAny(words: string, wanted: ReadonlySet<string>): boolean {
  return Array.from(wanted).some((word) => words.includes(word));
}

export function checkModel(model: string, { models }: Knobs): void {
  if (models.has(model)) return;
  throw new Refusal(404, `The model \`${model}\` does not exist or you do not have access to it.`, {
    code: 'model_not_found',
  });
}

export function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw unfit(`Invalid body: ${issue?.message}`, issue?.path.join('.') ?? '', 'unknown_parameter');
}
