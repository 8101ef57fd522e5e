import { z } from 'zod';
import type { ReplicateModel } from '../../../workers/providers/replicate/model.ts';

type JsonObject = Record<string, unknown>;

/** A model as the fake plays it. */
export interface FakeModel {
  readonly owner: string;
  readonly name: string;
  /** Of community models: they run by version alone, official ones by name alone. */
  readonly versionId: string | undefined;
  readonly makes: 'image' | 'video';
  /** The Input of its OpenAPI document; a test may change it, as its maker would. */
  readonly input: { properties: Record<string, JsonObject>; required: string[] };
  /** Schemas that the input refers to: Replicate keeps lists of values apart. */
  readonly referred: Record<string, JsonObject>;
}

/** A model with the fields of our own table. */
export function fakeModelOf({ slug, versionId, makes, fields }: ReplicateModel): FakeModel {
  const [owner = '', name = ''] = slug.split('/');
  const schema = z.toJSONSchema(fields, { io: 'input', unrepresentable: 'any' });
  const referred: Record<string, JsonObject> = {};
  const properties: Record<string, JsonObject> = {};
  for (const [field, own] of Object.entries(schema.properties ?? {})) {
    const property: JsonObject = typeof own === 'boolean' ? {} : { ...own };
    if (Array.isArray(property['enum'])) {
      referred[field] = {
        title: field,
        type: property['type'],
        enum: property['enum'],
        description: 'An enumeration.',
      };
      properties[field] = { allOf: [{ $ref: `#/components/schemas/${field}` }], default: property['default'] };
    } else properties[field] = property;
  }
  return { owner, name, versionId, makes, input: { properties, required: [...(schema.required ?? [])] }, referred };
}

/** What Replicate publishes for a model's version. */
export function openApiOf({ input, referred }: FakeModel): JsonObject {
  const schemas = { ...referred, Input: { type: 'object', title: 'Input', ...input }, Output: {} };
  return { openapi: '3.0.2', info: { title: 'Cog', version: '0.1.0' }, paths: {}, components: { schemas } };
}

/** A field of an input that is not as the model wants it. */
export interface InvalidField {
  readonly type: string;
  readonly field: string;
  readonly description: string;
}

/** What a model says to an input: strict, as nothing else shows that a mapping is wrong. */
export function invalidFields(model: FakeModel, input: JsonObject): readonly InvalidField[] {
  const { properties, required } = model.input;
  const missing = required
    .filter((field) => input[field] === undefined)
    .map((field) => ({ type: 'required', field: 'input', description: `${field} is required` }));
  const wrong = Object.entries(input).flatMap(([field, value]) => {
    const schema = properties[field];
    if (schema === undefined) {
      return [
        {
          type: 'additional_property_not_allowed',
          field: 'input',
          description: `Additional property ${field} is not allowed`,
        },
      ];
    }
    const problem = problemOf(resolve(model, schema), value);
    return problem === undefined ? [] : [{ type: 'invalid_type', field: `input.${field}`, description: problem }];
  });
  return [...missing, ...wrong];
}

function resolve(model: FakeModel, schema: JsonObject): JsonObject {
  if (!Array.isArray(schema['allOf'])) return schema;
  const [first]: unknown[] = schema['allOf'];
  const { $ref } = z.object({ $ref: z.string() }).parse(first);
  return model.referred[$ref.split('/').at(-1) ?? ''] ?? {};
}

const rulesSchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.record(z.string(), z.unknown())).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  multipleOf: z.number().optional(),
  maxItems: z.number().optional(),
});

function problemOf(schema: JsonObject, value: unknown): string | undefined {
  const rules = rulesSchema.parse(schema);
  if (rules.anyOf !== undefined) {
    return rules.anyOf.some((one) => problemOf(one, value) === undefined) ? undefined : 'Fits none of what is allowed';
  }
  if (rules.const !== undefined && rules.const !== value) return `Must be ${JSON.stringify(rules.const)}`;
  if (rules.enum !== undefined && !rules.enum.includes(value)) return `Must be one of ${rules.enum.join(', ')}`;
  const type = typeOf(value);
  const isType = rules.type === undefined || rules.type === type || (rules.type === 'number' && type === 'integer');
  if (!isType) return `Invalid type. Expected: ${rules.type}, given: ${type}`;
  if (typeof value === 'number') {
    if (rules.minimum !== undefined && value < rules.minimum) return `Must be at least ${rules.minimum}`;
    if (rules.maximum !== undefined && value > rules.maximum) return `Must be at most ${rules.maximum}`;
    if (rules.multipleOf !== undefined && value % rules.multipleOf !== 0)
      return `Must be a multiple of ${rules.multipleOf}`;
  }
  if (Array.isArray(value) && rules.maxItems !== undefined && value.length > rules.maxItems) return 'Too many items';
  return undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'number') return typeof value;
  return Number.isInteger(value) ? 'integer' : 'number';
}
