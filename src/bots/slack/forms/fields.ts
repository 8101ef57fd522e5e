import type { Command } from '../../../commands/define-command.ts';
import { optionSpecs, type OptionSpec } from '../../../commands/option-specs.ts';
import { maxVideos } from '../../../core/task.ts';
import type { Translator } from '../../locales/translate.ts';
import { limits } from '../limits.ts';
import { plain, type Block } from '../show/blocks.ts';

/** The blocks of a form beside those of options. */
export const formBlocks = {
  kind: 'mora_kind',
  place: 'mora_place',
  picture: 'mora_picture',
  videos: 'mora_videos',
  clips: 'mora_clips',
} as const;

/** The one action of a field; what to make has an action of its own, which is heard at once. */
export const fieldActionId = 'value';

/** The menu of a person's own videos: its choices are asked for while it is open. */
export const clipsActionId = 'mora_clips';

/** The menu of the workspace's models, likewise. */
export const modelsActionId = 'mora_models';

/** The block of an option. Options of the same name have the same block in all forms, so that Slack keeps what stands there. */
export function optionBlock(name: string): string {
  return `option.${name}`;
}

/** The fields of a command: its files first, then its options, with what was given so far. */
export function fieldsOf(command: Command, t: Translator, values: Readonly<Record<string, string>>): Block[] {
  const { positional } = command;
  const specs = optionSpecs(command);
  const isFirst = ({ name }: OptionSpec): boolean => name === positional;
  const ordered = [...specs.filter(isFirst), ...specs.filter((spec) => !isFirst(spec))];
  return [...fileFields(command, t), ...ordered.map((spec) => fieldOf(spec, isFirst(spec), t, values[spec.name]))];
}

function fileFields({ picture, videos }: Command, { text: say }: Translator): Block[] {
  const field = (
    id: string,
    label: string,
    isOptional: boolean,
    filetypes: readonly string[],
    count: number,
  ): Block => ({
    type: 'input',
    block_id: id,
    optional: isOptional,
    label: plain(say(label), limits.labelLength),
    element: { type: 'file_input', action_id: fieldActionId, filetypes, max_files: count },
  });
  const pictures = ['png', 'jpg', 'jpeg', 'webp'];
  const clips = ['mp4', 'mov', 'webm', 'gif', 'mkv'];
  return [
    ...(picture === 'unused' ? [] : [field(formBlocks.picture, 'Picture', picture === 'optional', pictures, 1)]),
    ...(videos === 0
      ? []
      : [
          // Either will do: whether there are enough is checked when the form is sent.
          field(formBlocks.videos, videos === 1 ? 'Video' : 'Videos', true, clips, videos === 1 ? 1 : maxVideos),
          clipsField(videos > 1, say),
        ]),
  ];
}

function clipsField(isMany: boolean, say: Translator['text']): Block {
  const many = { type: 'multi_external_select', max_selected_items: maxVideos };
  return {
    type: 'input',
    block_id: formBlocks.clips,
    optional: true,
    label: plain(say(isMany ? 'Or some of your videos' : 'Or one of your videos'), limits.labelLength),
    element: {
      ...(isMany ? many : { type: 'external_select' }),
      action_id: clipsActionId,
      min_query_length: 0,
    },
  };
}

function fieldOf(spec: OptionSpec, isProse: boolean, t: Translator, value: string | undefined): Block {
  const { name, description, required, suggestions = [] } = spec;
  const label = t.name(name) ?? name;
  const hint = [t.text(description), ...(suggestions.length === 0 ? [] : [suggestions.join(', ')])].join(' · ');
  return {
    type: 'input',
    block_id: optionBlock(name),
    optional: !required,
    label: plain(label.charAt(0).toUpperCase() + label.slice(1), limits.labelLength),
    hint: plain(hint, limits.labelLength),
    element: { action_id: fieldActionId, ...elementOf(spec, isProse, value, label) },
  };
}

/** The element of an option. A value that it would not take is left out: Slack refuses the whole form for one. */
function elementOf(
  { type, choices, completes, min, max, whole }: OptionSpec,
  isProse: boolean,
  value: string | undefined,
  label: string,
): Block {
  if (type === 'flag') {
    const on = option('true', label);
    return { type: 'checkboxes', options: [on], ...(value === 'true' ? { initial_options: [on] } : {}) };
  }
  if (choices !== undefined) {
    const options = choices.slice(0, limits.options).map((choice) => option(choice, choice));
    const chosen = options.find((one) => one['value'] === value);
    return { type: 'static_select', options, ...(chosen === undefined ? {} : { initial_option: chosen }) };
  }
  if (completes === 'models') {
    const fits = value !== undefined && value !== '' && value.length <= limits.optionLength;
    const chosen = fits ? { initial_option: option(value, value) } : {};
    return { type: 'external_select', action_id: modelsActionId, min_query_length: 0, ...chosen };
  }
  if (type === 'number') {
    return {
      type: 'number_input',
      is_decimal_allowed: whole !== true,
      ...(min === undefined ? {} : { min_value: String(min) }),
      ...(max === undefined ? {} : { max_value: String(max) }),
      ...(value !== undefined && isWithin(value, min, max) ? { initial_value: value } : {}),
    };
  }
  return {
    type: 'plain_text_input',
    multiline: isProse,
    max_length: limits.inputLength,
    ...(value === undefined || value === '' || value.length > limits.inputLength ? {} : { initial_value: value }),
  };
}

function isWithin(value: string, min = -Infinity, max = Infinity): boolean {
  return /^-?\d+(?:\.\d+)?$/u.test(value) && Number(value) >= min && Number(value) <= max;
}

/** One choice of a menu; `label` is translated already. */
export function option(value: string, label: string): Block {
  return { text: plain(label, limits.optionLength), value };
}
