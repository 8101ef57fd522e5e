import { z } from 'zod';
import type { ReplicateInput, ReplicateModel } from './model.ts';
import { readFields, type Field, type Fields } from './published-fields.ts';

/** What differs between a model's table and what the model publishes. */
export interface SchemaProblem {
  readonly field: string;
  /** For the operator. */
  readonly text: string;
}

/** Holds a whole table of fields against the published ones: what might be sent, not what is. */
export function tableProblems({ fields }: Pick<ReplicateModel, 'fields'>, published: Fields): readonly SchemaProblem[] {
  const options = { io: 'output', unrepresentable: 'any' } as const;
  const { properties: ours, required } = readFields(z.toJSONSchema(fields, options), {});
  const problems = [...ours].flatMap(([field, own]) => {
    const theirs = published.properties.get(field);
    if (theirs === undefined) return [unknown(field)];
    const lost = [...own.types].filter((type) => !takesType(theirs, type));
    if (lost.length > 0) return [retyped(field, theirs)];
    const gone = (own.values ?? []).filter((value) => theirs.values !== undefined && !theirs.values.includes(value));
    return gone.length === 0 ? [] : [{ field, text: `“${field}” does not take ${gone.join(', ')} any more` }];
  });
  return [...problems, ...missing(published, (field) => required.has(field))];
}

/** Holds what is about to be sent against the published fields. */
export function inputProblems(input: ReplicateInput, published: Fields): readonly SchemaProblem[] {
  const problems = Object.entries(input).flatMap(([field, value]) => {
    const theirs = published.properties.get(field);
    if (theirs === undefined) return [unknown(field)];
    if (value === null) return [];
    if (!takesType(theirs, typeOf(value))) return [retyped(field, theirs)];
    const isGone = theirs.values !== undefined && typeof value !== 'object' && !theirs.values.includes(value);
    return isGone ? [{ field, text: `“${field}” does not take this value any more` }] : [];
  });
  return [...problems, ...missing(published, (field) => field in input)];
}

function unknown(field: string): SchemaProblem {
  return { field, text: `“${field}” is not a field of it` };
}

function retyped(field: string, { types }: Field): SchemaProblem {
  return { field, text: `“${field}” takes ${[...types].join(' or ')} now` };
}

function missing({ required }: Fields, isSent: (field: string) => boolean): readonly SchemaProblem[] {
  return [...required]
    .filter((field) => !isSent(field))
    .map((field) => ({ field, text: `“${field}” is required now` }));
}

/** A schema that names no type takes all. A whole number is a number. */
function takesType({ types }: Field, type: string): boolean {
  return types.size === 0 || types.has(type) || (type === 'integer' && types.has('number')) || type === 'null';
}

function typeOf(value: string | number | boolean | readonly string[]): string {
  if (typeof value === 'object') return 'array';
  if (typeof value !== 'number') return typeof value;
  return Number.isInteger(value) ? 'integer' : 'number';
}
