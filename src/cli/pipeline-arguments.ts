import type { Command } from '../commands/define-command.ts';
import { optionSpecs } from '../commands/option-specs.ts';
import { checkVideoArguments, readVideoArguments, type VideoArguments } from './render-arguments.ts';

/** Words for a request that was typed without any: they ask for nothing that would change the plan. */
const anyWords = 'anything';

/** Reads the arguments after `mora pipeline`: those of `mora render`, all of them optional. Throws `bad-input` with the usage. */
export function parsePipelineArguments(args: readonly string[], commands: readonly Command[]): VideoArguments {
  const { command, values } = readVideoArguments(args, commands, pipelineUsage, [], []);
  const wanted = optionSpecs(command).some(({ name, required }) => name === 'prompt' && required);
  // Where a picture may take the place of words, one of the two has to be there.
  const needsWords = wanted || (command.picture === 'optional' && values['image'] === undefined);
  const prompt = needsWords ? { prompt: anyWords } : {};
  return checkVideoArguments(command, { ...prompt, ...values }, pipelineUsage);
}

const pipelineUsage =
  'Usage: npm run mora -- pipeline t2v|i2v|extend|edit|connect|simulate [--prompt "…"] [--image f] [--video f] [--second f] [--duration s] [--seconds s] [--backward] [--ratio 16:9] [--smooth 60] [--loop]';
