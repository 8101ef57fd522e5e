import type { z } from 'zod';
import { MoraError } from '../core/errors.ts';

/** Checks the options of a command. Throws `bad-input` with a sentence for each problem, and where to read more. */
export function checkOptions<Options extends z.ZodObject>(
  schema: Options,
  options: unknown,
  commandName: string,
): z.infer<Options> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map((issue) => {
    const name = issue.path[0];
    return name === undefined || name === 'prompt' ? issue.message : `--${String(name)}: ${issue.message}`;
  });
  const help = `See /mora help ${commandName}.`;
  throw new MoraError('bad-input', `${[...new Set(sentences)].join(' ')} ${help}`, { cause: parsed.error });
}
