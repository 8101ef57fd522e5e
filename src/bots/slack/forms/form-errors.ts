import { z } from 'zod';
import { toMoraError } from '../../../core/errors.ts';
import type { Translator } from '../../locales/translate.ts';
import type { SlackView } from '../wire.ts';
import { formBlocks, optionBlock } from './fields.ts';

const inputSchema = z.object({ type: z.literal('input'), block_id: z.string() });

/** What is wrong with a form, by the blocks that it shows it in: what belongs to none is said at the first. */
export function formErrors(error: unknown, view: SlackView, { text: say }: Translator): Record<string, string> {
  const inputs = view.blocks.flatMap((block) => inputSchema.safeParse(block).data?.block_id ?? []);
  const first = inputs[0] ?? formBlocks.kind;
  const { cause } = error instanceof Error ? error : {};
  const problems = [error, cause].find((one) => one instanceof z.ZodError);
  if (problems === undefined) return { [first]: say(toMoraError(error).userMessage) };
  const errors: Record<string, string> = {};
  for (const { path, message } of problems.issues) {
    const name = String(path[0] ?? '');
    const block = [optionBlock(name), name].find((id) => inputs.includes(id)) ?? first;
    errors[block] ??= say(message);
  }
  return errors;
}
