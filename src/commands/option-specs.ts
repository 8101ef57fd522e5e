import { z } from 'zod';
import type { Command } from './define-command.ts';

/** One option of a command as completion, help and platforms need it. */
export interface OptionSpec {
  readonly name: string;
  readonly description: string;
  /** A flag is on by its name alone; its value is `true` or `false`. A channel and a role are named by their ids. */
  readonly type: 'text' | 'number' | 'flag' | 'channel' | 'role';
  readonly required: boolean;
  readonly choices?: readonly string[];
  readonly min?: number;
  /** Whether a number has no decimals. */
  readonly whole?: true;
  readonly max?: number;
  /** Words worth trying, offered while somebody types. */
  readonly suggestions?: readonly string[];
  /** What completion fills in: ids of the person's own videos, or names of models. Such a value is one word. */
  readonly completes?: 'clips' | 'models';
}

const propertySchema = z.object({
  type: z.string().optional(),
  description: z.string().default(''),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  suggestions: z.array(z.string()).optional(),
  mention: z.enum(['channel', 'role']).optional(),
  completes: z.enum(['clips', 'models']).optional(),
});
const objectSchema = z.object({
  properties: z.record(z.string(), propertySchema).default({}),
  required: z.array(z.string()).default([]),
});

/** The options of a command, read from its schema, in the order in which they were declared. */
export function optionSpecs(command: Command): OptionSpec[] {
  const described = objectSchema.parse(z.toJSONSchema(command.options, { io: 'input', unrepresentable: 'any' }));
  const required = new Set(described.required);
  return Object.entries(described.properties).map(([name, property]) => ({
    name,
    description: property.description,
    type: typeOf(property),
    required: required.has(name),
    ...(property.enum === undefined || isFlag(property) ? {} : { choices: property.enum }),
    ...(property.minimum === undefined ? {} : { min: property.minimum }),
    ...(property.type === 'integer' ? { whole: true as const } : {}),
    ...(property.maximum === undefined ? {} : { max: property.maximum }),
    ...(property.suggestions === undefined ? {} : { suggestions: property.suggestions }),
    ...(property.completes === undefined ? {} : { completes: property.completes }),
  }));
}

type Property = z.infer<typeof propertySchema>;

function typeOf(property: Property): OptionSpec['type'] {
  if (isFlag(property)) return 'flag';
  if (property.mention !== undefined) return property.mention;
  return property.type === 'number' || property.type === 'integer' ? 'number' : 'text';
}

function isFlag({ enum: choices }: Property): boolean {
  return choices?.join(' ') === 'true false';
}
