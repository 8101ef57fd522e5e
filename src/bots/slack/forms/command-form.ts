import type { Command } from '../../../commands/define-command.ts';
import { optionSpecs } from '../../../commands/option-specs.ts';
import { MoraError } from '../../../core/errors.ts';
import { taskKinds } from '../../../core/task.ts';
import { kindLabels } from '../../texts.ts';
import type { Translator } from '../../locales/translate.ts';
import type { View } from '../api.ts';
import { limits } from '../limits.ts';
import { plain, type Block } from '../show/blocks.ts';
import type { SlackView } from '../wire.ts';
import { fieldActionId, fieldsOf, formBlocks, option, optionBlock } from './fields.ts';
import { readMetadata, readState, writeMetadata, type FormPlace } from './form-state.ts';

/** The modal in which somebody fills in a command. */
export const formCallbackId = 'mora_form';

/** The menu of what to make: another choice there wants another form. */
export const kindActionId = 'mora_kind';

/** The form of a command, made from its schema, with what was given so far. */
export function commandForm(
  command: Command,
  commands: readonly Command[],
  place: FormPlace,
  t: Translator,
  values: Readonly<Record<string, string>> = {},
): View {
  const { text: say } = t;
  return {
    type: 'modal',
    callback_id: formCallbackId,
    private_metadata: writeMetadata(command.name, place),
    title: plain(say('New video'), limits.viewTitleLength),
    submit: plain(say('Make it'), limits.viewTitleLength),
    close: plain(say('Close'), limits.viewTitleLength),
    blocks: [
      kindField(command, commands, t),
      ...fieldsOf(command, t, values),
      ...(place.channel === undefined ? [placeField(t)] : []),
    ],
  };
}

/** The form of another command, with what was filled in where names are equal. Throws `bad-input` for what is no form of ours. */
export function switchForm(view: SlackView, chosen: string, commands: readonly Command[], t: Translator): View {
  const known = readMetadata(view.private_metadata);
  const before = commands.find(({ name }) => name === known?.command);
  const next = commands.find(({ name, makesVideo }) => makesVideo && name === chosen);
  if (known === undefined || before === undefined || next === undefined) {
    throw new MoraError('bad-input', 'This form is from another version. Please open a new one.');
  }
  const field = readState(view);
  const values = Object.fromEntries(
    optionSpecs(before).flatMap(({ name }) => {
      const value = field(optionBlock(name))?.value;
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return commandForm(next, commands, known.place, t, values);
}

function kindField(command: Command, commands: readonly Command[], { text: say }: Translator): Block {
  const options = commands
    .filter(({ makesVideo }) => makesVideo)
    .slice(0, limits.options)
    .map(({ name, description }) => option(name, say(labelOf(name) ?? description)));
  const chosen = options.find((one) => one['value'] === command.name);
  return {
    type: 'input',
    block_id: formBlocks.kind,
    dispatch_action: true,
    label: plain(say('What to make'), limits.labelLength),
    element: {
      type: 'static_select',
      action_id: kindActionId,
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    },
  };
}

/** The six kinds have short names; those that the operator arranged have their descriptions. */
function labelOf(name: string): string | undefined {
  const kind = taskKinds.find((known) => known === name);
  return kind && kindLabels[kind];
}

function placeField({ text: say }: Translator): Block {
  return {
    type: 'input',
    block_id: formBlocks.place,
    optional: true,
    label: plain(say('Where to post it'), limits.labelLength),
    hint: plain(say('Left out, it comes to you in private.'), limits.labelLength),
    element: {
      type: 'conversations_select',
      action_id: fieldActionId,
      default_to_current_conversation: true,
      filter: { include: ['public', 'private'] },
    },
  };
}
