import type { RuleProblem } from './rule-problem.ts';

/** One JSON object of a body, where it stands, and the list that its problems go to. */
export interface Form {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly problems: RuleProblem[];
}

/** How long or large a field may be, and whether it must be there. Both bounds are allowed values. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly required?: boolean;
}

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Opens an object as a form; anything else is a problem and gives undefined. */
export function openForm(value: unknown, path: string, problems: RuleProblem[]): Form | undefined {
  if (isFields(value)) return { fields: value, path, problems };
  problems.push({ path, code: 'MODEL_TYPE_CONVERT', message: 'Only dictionaries may be used in a ModelType' });
  return undefined;
}

/** The path of a field of a form. */
export function pathOf(form: Form, key: string): string {
  return form.path === '' ? key : `${form.path}.${key}`;
}

/** Adds a problem with a field; the key '' means the form as a whole. */
export function refuse(form: Form, key: string, code: string, message: string): void {
  form.problems.push({ path: key === '' ? form.path : pathOf(form, key), code, message });
}

/** The value of a field; null counts as absent, as it does for Discord. A required field that is absent is a problem. */
export function read(form: Form, key: string, required = false): unknown {
  const value = form.fields[key] ?? undefined;
  if (value === undefined && required) refuse(form, key, 'BASE_TYPE_REQUIRED', 'This field is required');
  return value;
}

/** Refuses a field that must not be there. */
export function forbid(form: Form, key: string, code: string, message: string): void {
  if (read(form, key) !== undefined) refuse(form, key, code, message);
}

/** A string of so many characters (code points, as Discord counts). */
export function readText(form: Form, key: string, bounds: Bounds): string | undefined {
  const value = read(form, key, bounds.required);
  if (value === undefined) return undefined;
  if (typeof value !== 'string') {
    refuse(form, key, 'STRING_TYPE_CONVERT', 'Could not interpret the value as string.');
    return undefined;
  }
  checkSize(form, key, characterCount(value), bounds);
  return value;
}

/** A whole number within bounds. */
export function readInteger(form: Form, key: string, bounds: Bounds): number | undefined {
  const value = read(form, key, bounds.required);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    refuse(form, key, 'NUMBER_TYPE_COERCE', 'The value is not int.');
    return undefined;
  }
  const { min = -Infinity, max = Infinity } = bounds;
  if (value < min) refuse(form, key, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
  if (value > max) refuse(form, key, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
  return value;
}

/** A number that is one of those listed. */
export function readChoice(form: Form, key: string, choices: readonly number[], required = true): number | undefined {
  const value = readInteger(form, key, { required });
  if (value === undefined || choices.includes(value)) return value;
  refuse(form, key, 'BASE_TYPE_CHOICES', `Value must be one of {${choices.join(', ')}}.`);
  return undefined;
}

/** True or false. */
export function readFlag(form: Form, key: string): boolean | undefined {
  const value = read(form, key);
  if (value === undefined || typeof value === 'boolean') return value;
  refuse(form, key, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
  return undefined;
}

/** A list of so many items; undefined where there is none. */
export function readList(form: Form, key: string, bounds: Bounds): readonly unknown[] | undefined {
  const value = read(form, key, bounds.required);
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) {
    refuse(form, key, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
    return undefined;
  }
  const items: readonly unknown[] = value;
  checkSize(form, key, items.length, bounds);
  return items;
}

/** The objects of a list, each as a form; what is no object is a problem. */
export function readForms(form: Form, key: string, bounds: Bounds): Form[] {
  const items = readList(form, key, bounds) ?? [];
  return items.flatMap((item, index) => openForm(item, `${pathOf(form, key)}.${index}`, form.problems) ?? []);
}

/** The object in a field, as a form. */
export function readForm(form: Form, key: string, required = false): Form | undefined {
  const value = read(form, key, required);
  return value === undefined ? undefined : openForm(value, pathOf(form, key), form.problems);
}

/** How many characters Discord counts in a text. */
export function characterCount(text: string): number {
  return Array.from(text).length;
}

function checkSize(form: Form, key: string, size: number, bounds: Bounds): void {
  const { min = 0, max = Infinity } = bounds;
  if (size >= min && size <= max) return;
  if (min > 0 && max < Infinity) {
    refuse(form, key, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
  } else if (size < min) {
    refuse(form, key, 'BASE_TYPE_MIN_LENGTH', `Must be ${min} or more in length.`);
  } else {
    refuse(form, key, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  }
}
