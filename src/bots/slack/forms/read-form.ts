import { z } from 'zod';
import type { Command } from '../../../commands/define-command.ts';
import { optionSpecs } from '../../../commands/option-specs.ts';
import { MoraError } from '../../../core/errors.ts';
import type { SlackFile, SlackView } from '../wire.ts';
import { formBlocks, optionBlock } from './fields.ts';
import { readMetadata, readState, type FormPlace } from './form-state.ts';

/** A form that was filled in; its options keep what was typed. */
export interface ReadForm {
  readonly command: Command;
  readonly options: Readonly<Record<string, string>>;
  readonly files: readonly SlackFile[];
  /** Ids of the person's own videos that were chosen, in that order. */
  readonly clips: readonly string[];
  readonly place: FormPlace;
}

/**
 * Reads a form that was sent, and checks its options. Throws a `ZodError` that names options, or blocks of the form;
 * `bad-input` for what is no form of ours.
 */
export function readForm(view: SlackView, commands: readonly Command[]): ReadForm {
  const known = readMetadata(view.private_metadata);
  const command = commands.find(({ name, makesVideo }) => makesVideo && name === known?.command);
  if (known === undefined || command === undefined) {
    throw new MoraError('bad-input', 'This form is from another version. Please open a new one.');
  }
  const field = readState(view);
  const options: Record<string, string> = {};
  for (const { name, type } of optionSpecs(command)) {
    const value = field(optionBlock(name))?.value;
    // A box that is not ticked says nothing.
    if (value !== undefined && !(type === 'flag' && value === 'false')) options[name] = value;
  }
  const checked = command.options.safeParse(options);
  const videos = field(formBlocks.videos)?.files ?? [];
  const clips = command.videos === 0 ? [] : (field(formBlocks.clips)?.chosen ?? []);
  const isTooFew = videos.length + clips.length < command.videos;
  const problems = [...(checked.error?.issues ?? []), ...(isTooFew ? [tooFew(command)] : [])];
  if (problems.length > 0) throw new z.ZodError(problems);
  const files = [...(field(formBlocks.picture)?.files ?? []), ...videos];
  const channel = known.place.channel ?? field(formBlocks.place)?.value;
  return { command, options, files, clips, place: { ...known.place, ...(channel === undefined ? {} : { channel }) } };
}

function tooFew({ videos }: Command): z.core.$ZodIssue {
  const message = videos === 1 ? 'Add a video.' : `Add at least ${videos} videos.`;
  return { code: 'custom', path: [formBlocks.videos], message, input: undefined };
}
