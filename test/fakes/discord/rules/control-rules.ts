import { SELECT_TYPES, TYPES } from './component-types.ts';
import {
  forbid,
  isFields,
  read,
  readChoice,
  readFlag,
  readForm,
  readForms,
  readInteger,
  readList,
  readText,
  refuse,
} from './form.ts';
import type { Form } from './form.ts';
import { BUTTON_LIMITS, MAX_COMPONENT_ID, MAX_CUSTOM_ID, SELECT_LIMITS } from './limits.ts';

/** The ids that were met so far in one message or modal. */
export interface SeenIds {
  readonly customIds: Set<string>;
  readonly ids: Set<number>;
}

/** No ids met yet: for the start of a message or modal. */
export function noIds(): SeenIds {
  return { customIds: new Set(), ids: new Set() };
}

const STYLES = { link: 5, premium: 6 } as const;
const URL_FORMS = /^(?:https?|discord):\/\/\S+$/u;
const SNOWFLAKE = /^\d{1,20}$/u;
const CHANNEL_TYPES: ReadonlySet<unknown> = new Set([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16]);

/** A component's type is one of those allowed in its place; gives the type, or undefined when it was refused. */
export function checkType(form: Form, allowed: readonly number[]): number | undefined {
  const type = readInteger(form, 'type', { required: true });
  if (type === undefined || allowed.includes(type)) return type;
  refuse(form, 'type', 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${allowed.join(', ')}).`);
  return undefined;
}

/** The optional number of a component, unique within its message; 0 counts as none. */
export function checkId(form: Form, seen: SeenIds): void {
  const id = readInteger(form, 'id', { min: 0, max: MAX_COMPONENT_ID });
  if (id === undefined || id === 0) return;
  if (seen.ids.has(id)) refuse(form, 'id', 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
  seen.ids.add(id);
}

/** A custom id: there, not too long, unique within its message or modal. */
export function checkCustomId(form: Form, seen: SeenIds): void {
  const customId = readText(form, 'custom_id', { min: 1, max: MAX_CUSTOM_ID, required: true });
  if (customId === undefined) return;
  if (seen.customIds.has(customId)) {
    refuse(form, 'custom_id', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  }
  seen.customIds.add(customId);
}

/** A button of any style (https://discord.com/developers/docs/components/reference#button). */
export function checkButton(form: Form, seen: SeenIds): void {
  const style = readChoice(form, 'style', [1, 2, 3, 4, STYLES.link, STYLES.premium]);
  const label = readText(form, 'label', { max: BUTTON_LIMITS.label });
  const emoji = readForm(form, 'emoji');
  if (emoji !== undefined) checkEmoji(emoji);
  readFlag(form, 'disabled');
  if (style === undefined) return;
  if (style === STYLES.premium) {
    const skuId = readText(form, 'sku_id', { required: true });
    if (skuId !== undefined && !SNOWFLAKE.test(skuId)) refuse(form, 'sku_id', 'NUMBER_TYPE_COERCE', 'Not a snowflake.');
    for (const key of ['label', 'emoji', 'url', 'custom_id']) forbidInStyle(form, key, 'a premium button');
    return;
  }
  forbidInStyle(form, 'sku_id', 'a button that is not premium');
  if ((label === undefined || label === '') && emoji === undefined) {
    refuse(form, '', 'BUTTON_COMPONENT_INVALID', 'A button must have a label or an emoji');
  }
  if (style !== STYLES.link) {
    forbidInStyle(form, 'url', 'a button that is not a link');
    checkCustomId(form, seen);
    return;
  }
  forbidInStyle(form, 'custom_id', 'a link button');
  const url = readText(form, 'url', { min: 1, max: BUTTON_LIMITS.url, required: true });
  if (url !== undefined && !URL_FORMS.test(url)) refuse(form, 'url', 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
}

function forbidInStyle(form: Form, key: string, where: string): void {
  forbid(form, key, 'BUTTON_COMPONENT_INVALID_FIELD', `${key} cannot be specified for ${where}`);
}

function checkEmoji(form: Form): void {
  const id = readText(form, 'id', {});
  const name = readText(form, 'name', { max: 32 });
  if (id !== undefined && !SNOWFLAKE.test(id)) refuse(form, 'id', 'NUMBER_TYPE_COERCE', 'Not a snowflake.');
  if (id === undefined && (name === undefined || name === '')) {
    refuse(form, 'name', 'BUTTON_COMPONENT_INVALID_EMOJI', 'Invalid emoji');
  }
}

/** A menu of any type; in a modal it may be required, but not disabled. */
export function checkSelect(form: Form, seen: SeenIds, place: 'message' | 'modal'): void {
  const type = checkType(form, SELECT_TYPES);
  checkCustomId(form, seen);
  readText(form, 'placeholder', { max: SELECT_LIMITS.placeholder });
  const disabled = readFlag(form, 'disabled');
  if (place === 'modal' && disabled === true) {
    refuse(form, 'disabled', 'COMPONENT_INVALID_FIELD', 'A select in a modal cannot be disabled');
  }
  const maxValues = checkValueCounts(form, SELECT_LIMITS.values, place);
  if (type === TYPES.stringSelect) {
    checkOptions(form, maxValues);
    return;
  }
  forbid(form, 'options', 'COMPONENT_INVALID_FIELD', 'Only a string select has options');
  for (const entry of readForms(form, 'default_values', { max: maxValues })) {
    const id = read(entry, 'id', true);
    if (id !== undefined && (typeof id !== 'string' || !SNOWFLAKE.test(id))) {
      refuse(entry, 'id', 'NUMBER_TYPE_COERCE', 'Not a snowflake.');
    }
  }
  if (type !== TYPES.channelSelect) return;
  for (const channelType of readList(form, 'channel_types', {}) ?? []) {
    if (CHANNEL_TYPES.has(channelType)) continue;
    refuse(form, 'channel_types', 'BASE_TYPE_CHOICES', 'Not a channel type.');
  }
}

/** Reads `min_values`, `max_values` and `required`, which must agree; gives the largest number of values (1 by default). */
export function checkValueCounts(form: Form, limit: number, place: 'message' | 'modal', usualMax = 1): number {
  const min = readInteger(form, 'min_values', { min: 0, max: limit });
  const max = readInteger(form, 'max_values', { min: 1, max: limit }) ?? usualMax;
  const required = readFlag(form, 'required') ?? true;
  if ((min ?? 0) > max) {
    refuse(form, 'min_values', 'NUMBER_TYPE_MAX', `min_values must be equal to or less than ${max}.`);
  }
  if (place === 'modal' && required && min === 0) {
    refuse(form, 'min_values', 'COMPONENT_INVALID_FIELD', 'min_values must be 1 or more where the field is required');
  }
  return max;
}

function checkOptions(form: Form, maxValues: number): void {
  const options = readForms(form, 'options', { min: 1, max: SELECT_LIMITS.options, required: true });
  const values = new Set<string>();
  for (const option of options) checkOption(option, SELECT_LIMITS.optionText, values);
  if (maxValues > options.length && options.length > 0) {
    refuse(form, 'max_values', 'NUMBER_TYPE_MAX', `max_values must be equal to or less than ${options.length}.`);
  }
  const chosen = options.filter((option) => option.fields['default'] === true);
  if (chosen.length > maxValues) {
    refuse(form, 'options', 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'More options are chosen than max_values');
  }
}

/** One line of a menu, a radio group or a checkbox group. */
export function checkOption(option: Form, maxText: number, values: Set<string>): void {
  readText(option, 'label', { min: 1, max: maxText, required: true });
  readText(option, 'description', { max: maxText });
  readFlag(option, 'default');
  if (isFields(option.fields['emoji']))
    checkEmoji({ ...option, fields: option.fields['emoji'], path: `${option.path}.emoji` });
  const value = readText(option, 'value', { min: 1, max: maxText, required: true });
  if (value === undefined) return;
  if (values.has(value)) {
    refuse(option, '', 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used');
  }
  values.add(value);
}
