import { z } from 'zod';
import { MoraError } from '../core/errors.ts';
import { defineCommand, type Command } from './define-command.ts';
import { usageOf } from './usage.ts';

/** The help command over the others. */
export function helpFor(commands: readonly Command[]): Command {
  return defineCommand({
    name: 'help',
    description: 'What you can do here',
    example: '/mora help t2v',
    options: z.object({ command: z.string().optional().describe('The command to explain') }),
    positional: 'command',
    run: ({ command: name }) => {
      if (name === undefined || name === '') {
        const lines = commands.map((command) => `• /mora ${command.name}: ${command.description}`);
        return Promise.resolve({ kind: 'text', text: lines.join('\n') });
      }
      const command = commands.find((known) => known.name === name);
      if (command !== undefined) return Promise.resolve({ kind: 'text', text: usageOf(command) });
      const names = commands.map((known) => known.name).join(', ');
      throw new MoraError('bad-input', `There is no command “${name.slice(0, 40)}”. There are: ${names}.`);
    },
  });
}
