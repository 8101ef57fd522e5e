import type { Command } from './define-command.ts';
import { optionSpecs } from './option-specs.ts';

/** How to use a command, as plain lines. */
export function usageOf(command: Command): string {
  const options = optionSpecs(command).map((option) => {
    const name = option.name === command.positional ? option.name : `--${option.name}`;
    const choices = option.choices === undefined ? '' : ` (${option.choices.join(', ')})`;
    return `  ${name}: ${option.description}${choices}`;
  });
  return [`/mora ${command.name}: ${command.description}`, ...options, `Example: ${command.example}`].join('\n');
}
