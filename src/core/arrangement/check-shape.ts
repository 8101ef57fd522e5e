import { z } from 'zod';
import type { Report, ValuePath } from './problems.ts';

/**
 * Checks a value that stands at a path and takes note of each problem with it. Undefined where there was one. Sentences
 * for what zod finds are made here, so that any schema does; a schema's own message wins.
 */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: ValuePath,
  report: Report,
): z.output<Schema> | undefined {
  const parsed = schema.safeParse(value, { error: sentenceOf });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    // Keys of a document read from YAML are strings and numbers.
    const place = [...path, ...issue.path.filter((step) => typeof step !== 'symbol')];
    if (issue.code !== 'unrecognized_keys') report(place, issue.message);
    else for (const key of issue.keys) report([...place, key], `“${key}” is not known here. ${issue.message}`, 'key');
  }
  return undefined;
}

/** A map of anything, where an empty section is an empty map: what stands in it is looked at one by one. */
export const sectionSchema = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((section) => section ?? {});

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

function sentenceOf(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `“${nameOf(issue)}” is missing. Write ${kindOf(issue.expected)} for it.`
        : `Write ${kindOf(issue.expected)} here.`;
    case 'invalid_value': {
      const choices = issue.values.map(String).join(', ');
      return issue.input === undefined
        ? `“${nameOf(issue)}” is missing. Write one of these for it: ${choices}.`
        : `Write one of these here: ${choices}.`;
    }
    case 'too_small':
      return `Write at least ${amountOf(Number(issue.minimum), issue.origin)} here.`;
    case 'too_big':
      return `Write at most ${amountOf(Number(issue.maximum), issue.origin)} here.`;
    case 'unrecognized_keys': {
      const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
      return known.length === 0
        ? 'Take it away: nothing can be set here.'
        : `Take it away, or write one of: ${known.join(', ')}.`;
    }
    default:
      return undefined;
  }
}

const kinds: Readonly<Record<string, string>> = {
  object: 'keys with values',
  record: 'keys with values',
  array: 'a list',
  string: 'a word',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function nameOf({ path }: RawIssue): string {
  return String(path?.at(-1) ?? '');
}

function kindOf(expected: string): string {
  return kinds[expected] ?? `a value of the kind ${expected}`;
}

function amountOf(count: number, origin: string): string {
  if (origin === 'string') return count === 1 ? 'a character' : `${count} characters`;
  if (origin === 'array') return count === 1 ? 'one item' : `${count} items`;
  return String(count);
}
