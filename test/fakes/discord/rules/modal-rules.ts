import { checkTextDisplay } from './component-rules.ts';
import { SELECT_TYPES, TYPES } from './component-types.ts';
import {
  checkCustomId,
  checkId,
  checkOption,
  checkSelect,
  checkType,
  checkValueCounts,
  noIds,
} from './control-rules.ts';
import type { SeenIds } from './control-rules.ts';
import { checkFileTypes } from './file-type-rules.ts';
import {
  characterCount,
  forbid,
  openForm,
  readChoice,
  readFlag,
  readForm,
  readForms,
  readInteger,
  readText,
  refuse,
} from './form.ts';
import type { Form } from './form.ts';
import {
  GROUP_LIMITS,
  LABEL_LIMITS,
  MAX_CUSTOM_ID,
  MAX_UPLOAD_VALUES,
  MODAL_LIMITS,
  TEXT_INPUT_LIMITS,
} from './limits.ts';
import type { RuleProblem } from './rule-problem.ts';

const IN_LABEL: readonly number[] = [
  TYPES.textInput,
  ...SELECT_TYPES,
  TYPES.fileUpload,
  TYPES.radioGroup,
  TYPES.checkboxGroup,
  TYPES.checkbox,
];

/**
 * All that Discord would refuse in the data of a modal.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
 */
export function checkModal(data: unknown): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const form = openForm(data, '', problems);
  if (form !== undefined) checkModalForm(form);
  return problems;
}

/** The same for a modal within another body. */
export function checkModalForm(form: Form): void {
  const seen = noIds();
  readText(form, 'title', { min: 1, max: MODAL_LIMITS.title, required: true });
  readText(form, 'custom_id', { min: 1, max: MAX_CUSTOM_ID, required: true });
  for (const part of readForms(form, 'components', { min: 1, max: MODAL_LIMITS.components, required: true })) {
    checkPart(part, seen);
  }
}

function checkPart(form: Form, seen: SeenIds): void {
  const type = checkType(form, [TYPES.actionRow, TYPES.textDisplay, TYPES.label]);
  checkId(form, seen);
  if (type === TYPES.textDisplay) {
    checkTextDisplay(form);
  } else if (type === TYPES.label) {
    readText(form, 'label', { min: 1, max: LABEL_LIMITS.label, required: true });
    readText(form, 'description', { max: LABEL_LIMITS.description });
    const input = readForm(form, 'component', true);
    if (input !== undefined) checkInput(input, seen);
  } else if (type === TYPES.actionRow) {
    for (const input of readForms(form, 'components', { min: 1, max: 1, required: true })) {
      if (checkType(input, [TYPES.textInput]) === undefined) continue;
      checkId(input, seen);
      readText(input, 'label', { min: 1, max: TEXT_INPUT_LIMITS.label, required: true });
      checkTextInput(input, seen);
    }
  }
}

function checkInput(form: Form, seen: SeenIds): void {
  const type = checkType(form, IN_LABEL);
  if (type === undefined) return;
  checkId(form, seen);
  if (SELECT_TYPES.includes(type)) {
    checkSelect(form, seen, 'modal');
    return;
  }
  if (type === TYPES.textInput) {
    forbid(form, 'label', 'COMPONENT_INVALID_FIELD', 'A text input within a label has no label of its own');
    checkTextInput(form, seen);
    return;
  }
  checkCustomId(form, seen);
  if (type === TYPES.fileUpload) {
    checkValueCounts(form, MAX_UPLOAD_VALUES, 'modal');
    checkFileTypes(form);
  } else if (type === TYPES.radioGroup) {
    readFlag(form, 'required');
    checkGroup(form, GROUP_LIMITS.minRadioOptions, 1);
  } else if (type === TYPES.checkboxGroup) {
    const most = checkValueCounts(form, GROUP_LIMITS.options, 'modal', GROUP_LIMITS.options);
    checkGroup(form, 1, most);
  } else {
    readFlag(form, 'default');
  }
}

function checkGroup(form: Form, minOptions: number, maxChosen: number): void {
  const options = readForms(form, 'options', { min: minOptions, max: GROUP_LIMITS.options, required: true });
  const values = new Set<string>();
  for (const option of options) checkOption(option, GROUP_LIMITS.optionText, values);
  if (options.filter((option) => option.fields['default'] === true).length > maxChosen) {
    refuse(form, 'options', 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'More options are chosen than may be');
  }
}

function checkTextInput(form: Form, seen: SeenIds): void {
  checkCustomId(form, seen);
  readChoice(form, 'style', [1, 2]);
  readFlag(form, 'required');
  readText(form, 'placeholder', { max: TEXT_INPUT_LIMITS.placeholder });
  const min = readInteger(form, 'min_length', { min: 0, max: TEXT_INPUT_LIMITS.value }) ?? 0;
  const max = readInteger(form, 'max_length', { min: 1, max: TEXT_INPUT_LIMITS.value }) ?? TEXT_INPUT_LIMITS.value;
  if (min > max) refuse(form, 'min_length', 'NUMBER_TYPE_MAX', `min_length must be equal to or less than ${max}.`);
  const value = readText(form, 'value', { max: TEXT_INPUT_LIMITS.value });
  if (value !== undefined && characterCount(value) > max && max < TEXT_INPUT_LIMITS.value) {
    refuse(form, 'value', 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  }
}
