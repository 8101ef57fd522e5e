import type { Command } from '../../../commands/define-command.ts';

/** The attachment option for a picture, of commands that have a use for one. */
export const pictureOption = 'image';

/** The two options that name one video: a file, or one of the person's own clips. */
export interface VideoOptionNames {
  readonly attachment: string;
  readonly clip: string;
}

/** Slots for videos of a command that joins several. More than four come by reply, or one after the other. */
const slots = 4;

/** The options for the videos of a command, first video first: none, one pair, or numbered pairs. */
export function videoOptionNames({ videos }: Pick<Command, 'videos'>): VideoOptionNames[] {
  if (videos === 0) return [];
  if (videos === 1) return [{ attachment: 'video', clip: 'clip' }];
  return Array.from({ length: slots }, (_, index) => ({ attachment: `video${index + 1}`, clip: `clip${index + 1}` }));
}
