import { z } from 'zod';
import { MoraError } from '../core/errors.ts';
import type { SupportedKind, TaskKind } from '../core/task.ts';
import { defineCommand, type Command } from './define-command.ts';

const descriptions: Readonly<Record<Exclude<TaskKind, SupportedKind>, string>> = {
  extend: 'Make a video longer',
  edit: 'Change a video by words',
  connect: 'Join two videos by a transition',
  simulate: 'A digital world that you walk through',
};

/** Mora's other tasks: known by name, so that asking for one gets a plain answer. */
export const laterKinds: readonly Command[] = Object.entries(descriptions).map(([name, description]) =>
  defineCommand({
    name,
    description: `${description} (not yet)`,
    example: `/mora ${name}`,
    options: z.object({ prompt: z.string().optional().describe('What you would like') }),
    positional: 'prompt',
    run: () =>
      Promise.reject(
        new MoraError(
          'not-supported',
          `/mora ${name} cannot be done yet. For now, make a video from words with /mora t2v or from a picture with /mora i2v.`,
        ),
      ),
  }),
);
