import type OpenAI from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import type { Logger } from '../../../../src/core/log.ts';
import { isMissing, type Connection } from '../connection.ts';
import type { TokenUse } from '../prices.ts';
import { answerSchema } from './answer.ts';
import { instructions } from './instructions.ts';

/** What a model said. */
export interface Said {
  /** JSON, where it kept to the form. */
  readonly text: string;
  /** Whether it, or a filter, would not. */
  readonly refused: boolean;
  /** Whether it stopped before its end. */
  readonly cut: boolean;
  readonly use?: TokenUse;
}

/** Bounds what one answer can cost; a script of thirty clips fits several times. */
const maxOutputTokens = 8_000;
const formatName = 'shot';

/** Models that think before they answer: little thought is enough here. Others refuse to be told. */
const thinks = /^(?:gpt-[5-9](?!.*chat)|o\d)/u;

/** Sends the words of a request to a model and waits for what it says. */
export type PromptSpeaker = (words: string, signal: AbortSignal) => Promise<Said>;

/** Speaks by the newer interface; by the older one with a server that turns out to know that alone. */
export function createSpeaker({ client, missing, host }: Connection, model: string, logger: Logger): PromptSpeaker {
  return async (words, signal) => {
    if (missing.has('responses')) return askChat(client, model, words, signal);
    try {
      return await askResponses(client, model, words, signal);
    } catch (error) {
      if (host === undefined || !isMissing(error)) throw error;
      const said = await askChat(client, model, words, signal);
      logger.info({ endpoint: 'responses' }, 'endpoint-missing');
      missing.add('responses');
      return said;
    }
  };
}

/** Asks by the newer interface. The answer is parsed by us: of one that is malformed the cost must be known too. */
async function askResponses(client: OpenAI, model: string, words: string, signal: AbortSignal): Promise<Said> {
  const body: ResponseCreateParamsNonStreaming = {
    model,
    instructions,
    input: [{ role: 'user', content: words }],
    text: { format: zodTextFormat(answerSchema, formatName) },
    max_output_tokens: maxOutputTokens,
    store: false,
    ...(thinks.test(model) ? { reasoning: { effort: 'low' } } : {}),
  };
  const { output, status, incomplete_details: why, usage } = await client.responses.create(body, { signal });
  const parts = output.flatMap((item) => (item.type === 'message' ? item.content : []));
  return {
    text: parts.map((part) => (part.type === 'output_text' ? part.text : '')).join(''),
    refused: why?.reason === 'content_filter' || parts.some((part) => part.type === 'refusal'),
    cut: status === 'incomplete' || status === 'failed',
    ...useOf(usage?.input_tokens, usage?.output_tokens, usage?.input_tokens_details?.cached_tokens),
  };
}

/** Asks by the older interface, which every server has. */
async function askChat(client: OpenAI, model: string, words: string, signal: AbortSignal): Promise<Said> {
  const { choices, usage } = await client.chat.completions.create(
    {
      model,
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content: words },
      ],
      response_format: zodResponseFormat(answerSchema, formatName),
    },
    { signal },
  );
  const [choice] = choices;
  return {
    text: choice?.message.content ?? '',
    refused: choice?.finish_reason === 'content_filter' || Boolean(choice?.message.refusal),
    cut: choice === undefined || choice.finish_reason === 'length',
    ...useOf(usage?.prompt_tokens, usage?.completion_tokens, usage?.prompt_tokens_details?.cached_tokens),
  };
}

function useOf(input: number | undefined, output: number | undefined, cached: number | undefined): { use?: TokenUse } {
  if (input === undefined || output === undefined) return {};
  return { use: { input, output, ...(cached === undefined ? {} : { cachedInput: cached }) } };
}
