import { z } from 'zod';
import type { Command } from './define-command.ts';

/** One option of a command as completion, help and platforms need it. */
export interface OptionSpec {
  readonly name: string;
  readonly description: string;
  /** A flag is on by its name alone; its value is `true` or `false`. */
  readonly type: 'text' | 'number' | 'flag';
  readonly required: boolean;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

const propertySchema = z.object({
  type: z.string().optional(),
  description: z.string().default(''),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
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
    ...(property.maximum === undefined ? {} : { max: property.maximum }),
  }));
}

type Property = z.infer<typeof propertySchema>;

function typeOf(property: Property): OptionSpec['type'] {
  if (isFlag(property)) return 'flag';
  return property.type === 'number' || property.type === 'integer' ? 'number' : 'text';
}

function isFlag({ enum: choices }: Property): boolean {
  return choices?.join(' ') === 'true false';
}
