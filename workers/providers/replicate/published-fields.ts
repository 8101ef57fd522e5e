import { z } from 'zod';

/** What a field takes, as far as a JSON Schema tells. */
export interface Field {
  /** `string`, `integer`, …; empty where the schema names none. */
  readonly types: ReadonlySet<string>;
  /** The only values that it takes. */
  readonly values?: readonly (string | number | boolean)[];
}

/** The fields of a model's input. */
export interface Fields {
  readonly properties: ReadonlyMap<string, Field>;
  readonly required: ReadonlySet<string>;
}

type Schemas = Readonly<Record<string, unknown>>;

const inputSchema = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).optional(),
});
const documentSchema = z.object({
  components: z.object({ schemas: z.looseObject({ Input: inputSchema }) }),
});
const oneOrMoreSchema = z.union([z.string().transform((type) => [type]), z.array(z.string())]);
const fieldSchema = z.object({
  type: oneOrMoreSchema.optional().catch(undefined),
  enum: z.array(z.unknown()).optional().catch(undefined),
  const: z.unknown().optional(),
  $ref: z.string().optional().catch(undefined),
  allOf: z.array(z.unknown()).optional().catch(undefined),
  anyOf: z.array(z.unknown()).optional().catch(undefined),
  oneOf: z.array(z.unknown()).optional().catch(undefined),
});

/** The input's fields from the OpenAPI document that Replicate publishes for a model; undefined where it has none. */
export function publishedFields(document: unknown): Fields | undefined {
  const parsed = documentSchema.safeParse(document);
  if (!parsed.success) return undefined;
  const { schemas } = parsed.data.components;
  return readFields(schemas.Input, schemas);
}

/** Reads an object's JSON Schema; `schemas` are those that it may refer to. */
export function readFields(object: unknown, schemas: Schemas): Fields {
  const { properties, required = [] } = inputSchema.parse(object);
  return {
    properties: new Map(Object.entries(properties).map(([name, field]) => [name, readField(field, schemas)])),
    required: new Set(required),
  };
}

/** Schemas in schemas deeper than any real one: a document that refers to itself ends here. */
const maxDepth = 6;

function readField(schema: unknown, schemas: Schemas, depth = 0): Field {
  const parsed = fieldSchema.safeParse(schema);
  if (!parsed.success || depth > maxDepth) return { types: new Set() };
  const { type = [], enum: listed, const: only, $ref, allOf = [], anyOf = [], oneOf = [] } = parsed.data;
  const name = $ref?.split('/').at(-1);
  const referred = name === undefined ? [] : [schemas[name]];
  const parts = [...referred, ...allOf, ...anyOf, ...oneOf].map((part) => readField(part, schemas, depth + 1));
  const types = new Set([...type, ...parts.flatMap((part) => [...part.types])]);
  const own = (listed ?? (only === undefined ? [] : [only])).filter(isPlain);
  const isFree = parts.some(({ types: inner, values }) => values === undefined && !inner.has('null'));
  // `Model or a name of your own`: one free alternative takes anything.
  const values = [...own, ...(isFree ? [] : parts.flatMap((part) => part.values ?? []))];
  return values.length === 0 ? { types } : { types, values };
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
