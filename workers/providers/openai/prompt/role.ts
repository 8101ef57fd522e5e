import { MoraError } from '../../../../src/core/errors.ts';
import type { CallRole } from '../../../../src/core/provider.ts';
import type { Connection } from '../connection.ts';
import { refusal } from '../failure.ts';
import { costOf } from '../prices.ts';
import type { TokenPrice } from '../settings.ts';
import { readAnswer } from './answer.ts';
import type { PromptSpeaker } from './ask-model.ts';
import { describeRequest } from './instructions.ts';

/** The prompt agent by a language model: one request, whose answer is the shot. */
export function createPromptRole(
  connection: Connection,
  model: string,
  speaker: PromptSpeaker,
  price: TokenPrice | undefined,
): CallRole<'prompt'> {
  return {
    kind: 'call',
    async run(input, { signal, report }) {
      report({ phase: 'understanding' });
      const request = () => speaker(describeRequest(input), signal);
      const { text, refused, cut, use } = await connection.ask(model, { signal, creating: true }, request);
      const costUsd = costOf(use, price);
      if (refused) throw refusal({ costUsd, detail: 'the model would not answer' });
      const shot = cut ? undefined : readAnswer(text, input);
      if (shot !== undefined) return { output: { shot }, costUsd };
      throw new MoraError('provider-failed', `${connection.label} gave no usable answer. Please try again.`, {
        costUsd,
        detail: cut ? 'the answer was cut' : 'the answer was not in the form asked for',
      });
    },
  };
}
