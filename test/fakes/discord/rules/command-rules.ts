import { checkFileTypes } from './file-type-rules.ts';
import {
  characterCount,
  forbid,
  openForm,
  read,
  readChoice,
  readFlag,
  readForms,
  readInteger,
  readList,
  readText,
  refuse,
} from './form.ts';
import type { Form } from './form.ts';
import { COMMAND_LIMITS, MAX_COMMANDS } from './limits.ts';
import { checkLocalized, checkUniqueNames, longestLength } from './localization-rules.ts';
import type { RuleProblem } from './rule-problem.ts';

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const CHAT_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type */
const OPTION = { subcommand: 1, group: 2, string: 3, integer: 4, channel: 7, number: 10, attachment: 11 } as const;
const OPTION_TYPES: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const VALUE_TYPES = OPTION_TYPES.slice(2);
const CHANNEL_TYPES: readonly unknown[] = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16];
const CHAT_INPUT = 1;
/** The largest number an option takes: the integers that JSON keeps exactly. */
const MAX_NUMBER = 2 ** 53;

/**
 * All that Discord would refuse in one command.
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object
 */
export function checkCommand(body: unknown): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const form = openForm(body, '', problems);
  if (form !== undefined) checkCommandForm(form);
  return problems;
}

/** The same for the list that replaces all commands at once: also how many there are, and that names differ within a type. */
export function checkCommands(body: unknown): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const holder: Form = { fields: { '': body }, path: '', problems };
  const forms = readForms(holder, '', { required: true }).map((form) => ({ ...form, path: form.path.slice(1) }));
  for (const form of forms) checkCommandForm(form);
  for (const [type, max] of MAX_COMMANDS) {
    const ofType = forms.filter(({ fields }) => (fields['type'] ?? CHAT_INPUT) === type);
    checkUniqueNames(ofType, 'APPLICATION_COMMANDS_DUPLICATE_NAME');
    if (ofType.length > max) refuse(holder, '', 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  }
  return problems;
}

function checkCommandForm(form: Form): void {
  const type = readChoice(form, 'type', [...MAX_COMMANDS.keys()], false) ?? CHAT_INPUT;
  if (type === CHAT_INPUT) {
    checkNameAndDescription(form);
    checkOptions(form, OPTION_TYPES);
  } else {
    checkLocalized(form, 'name', { min: 1, max: COMMAND_LIMITS.name, required: true }, () => {});
    const description = read(form, 'description') ?? '';
    const message = 'Context menu commands cannot have a description';
    if (description !== '')
      refuse(form, 'description', 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED', message);
    if ((readList(form, 'options', {}) ?? []).length > 0) {
      refuse(form, 'options', 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED', 'Cannot have options');
    }
  }
  const total = totalLength(form);
  if (total > COMMAND_LIMITS.total) {
    const message = `Command exceeds maximum size (${COMMAND_LIMITS.total}): it has ${total}`;
    refuse(form, '', 'APPLICATION_COMMAND_TOO_LARGE', message);
  }
  readFlag(form, 'nsfw');
  readFlag(form, 'dm_permission');
  const permissions = readText(form, 'default_member_permissions', {});
  if (permissions !== undefined && !/^\d{1,20}$/u.test(permissions)) {
    refuse(form, 'default_member_permissions', 'PERMISSIONS_TYPE_CONVERT', 'Must be a number in a string.');
  }
  checkSet(form, 'contexts', [0, 1, 2]);
  checkSet(form, 'integration_types', [0, 1]);
}

function checkNameAndDescription(form: Form): void {
  checkLocalized(form, 'name', { min: 1, max: COMMAND_LIMITS.name, required: true }, (at, key, name) => {
    if (CHAT_NAME.test(name) && name === name.toLowerCase()) return;
    refuse(at, key, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  });
  checkLocalized(form, 'description', { min: 1, max: COMMAND_LIMITS.description, required: true }, () => {});
}

function checkOptions(owner: Form, allowed: readonly number[]): void {
  const options = readForms(owner, 'options', { max: COMMAND_LIMITS.options });
  const groupings = options.filter(({ fields }) => isGrouping(fields['type']));
  if (groupings.length > 0 && groupings.length < options.length) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
    refuse(owner, 'options', 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message);
  }
  let optionalMet = false;
  for (const option of options) {
    checkOption(option, allowed);
    if (isGrouping(option.fields['type'])) continue;
    const required = readFlag(option, 'required') ?? false;
    if (required && optionalMet) {
      const message = 'Required options must be placed before non-required options';
      refuse(option, '', 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
    }
    optionalMet ||= !required;
  }
  checkUniqueNames(options, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS');
}

function isGrouping(type: unknown): boolean {
  return type === OPTION.subcommand || type === OPTION.group;
}

function checkOption(form: Form, allowed: readonly number[]): void {
  const type = readChoice(form, 'type', allowed);
  checkNameAndDescription(form);
  if (type === undefined) return;
  if (type === OPTION.group) checkOptions(form, [OPTION.subcommand]);
  else if (type === OPTION.subcommand) checkOptions(form, VALUE_TYPES);
  else forbidFor(form, 'options');
  const isNumber = type === OPTION.integer || type === OPTION.number;
  if (isNumber || type === OPTION.string) checkChoices(form, type);
  else for (const key of ['choices', 'autocomplete']) forbidFor(form, key);
  if (isNumber) checkRange(form, type);
  else for (const key of ['min_value', 'max_value']) forbidFor(form, key);
  if (type === OPTION.string) checkLengths(form);
  else for (const key of ['min_length', 'max_length']) forbidFor(form, key);
  if (type === OPTION.channel) checkSet(form, 'channel_types', CHANNEL_TYPES);
  else forbidFor(form, 'channel_types');
  if (type === OPTION.attachment) checkFileTypes(form);
  else forbidFor(form, 'file_types');
}

function forbidFor(form: Form, key: string): void {
  forbid(form, key, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', `${key} is not for an option of this type`);
}

function checkChoices(form: Form, type: number): void {
  const autocomplete = readFlag(form, 'autocomplete') ?? false;
  const choices = readForms(form, 'choices', { max: COMMAND_LIMITS.choices });
  if (autocomplete && choices.length > 0) {
    refuse(form, 'autocomplete', 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES', 'Choices exclude autocomplete');
  }
  for (const choice of choices) checkChoice(choice, type);
  checkUniqueNames(choices, 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS');
}

/** One choice of an option of the type string (3), integer (4) or number (10). */
export function checkChoice(choice: Form, type: number): void {
  checkLocalized(choice, 'name', { min: 1, max: COMMAND_LIMITS.choiceText, required: true }, () => {});
  if (type === OPTION.string) readText(choice, 'value', { min: 1, max: COMMAND_LIMITS.choiceText, required: true });
  else readNumber(choice, 'value', type, true);
}

function checkRange(form: Form, type: number): void {
  const min = readNumber(form, 'min_value', type, false) ?? -Infinity;
  const max = readNumber(form, 'max_value', type, false) ?? Infinity;
  if (min > max) refuse(form, 'min_value', 'NUMBER_TYPE_MAX', 'min_value must not be more than max_value.');
}

function checkLengths(form: Form): void {
  const min = readInteger(form, 'min_length', { min: 0, max: COMMAND_LIMITS.optionLength }) ?? 0;
  const max = readInteger(form, 'max_length', { min: 1, max: COMMAND_LIMITS.optionLength }) ?? Infinity;
  if (min > max) refuse(form, 'min_length', 'NUMBER_TYPE_MAX', 'min_length must not be more than max_length.');
}

function readNumber(form: Form, key: string, type: number, required: boolean): number | undefined {
  const value = read(form, key, required);
  if (value === undefined) return undefined;
  const isRightKind = type === OPTION.integer ? Number.isInteger(value) : typeof value === 'number';
  if (typeof value === 'number' && isRightKind && Math.abs(value) <= MAX_NUMBER) return value;
  refuse(
    form,
    key,
    'NUMBER_TYPE_COERCE',
    type === OPTION.integer ? 'The value is not int.' : 'The value is not float.',
  );
  return undefined;
}

function checkSet(form: Form, key: string, allowed: readonly unknown[]): void {
  const values = readList(form, key, {}) ?? [];
  if (values.some((value) => !allowed.includes(value))) {
    refuse(form, key, 'BASE_TYPE_CHOICES', `Values must be of {${allowed.join(', ')}}.`);
  }
  if (new Set(values).size < values.length)
    refuse(form, key, 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'A value is there twice.');
}

/** For each text the longest of its localisations counts. */
function totalLength(form: Form): number {
  const value = form.fields['value'];
  let total = longestLength(form, 'name') + longestLength(form, 'description');
  if (typeof value === 'string') total += characterCount(value);
  const quiet: Form = { ...form, problems: [] };
  for (const key of ['options', 'choices']) {
    for (const child of readForms(quiet, key, {})) total += totalLength(child);
  }
  return total;
}
