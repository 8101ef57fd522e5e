import { z } from 'zod';
import type { Command } from './define-command.ts';

/** One option of a command as completion, help and platforms need it. */
export interface OptionSpec {
  readonly name: string;
  readonly description: string;
  readonly type: 'text' | 'number';
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
    type: property.type === 'number' || property.type === 'integer' ? 'number' : 'text',
    required: required.has(name),
    ...(property.enum === undefined ? {} : { choices: property.enum }),
    ...(property.minimum === undefined ? {} : { min: property.minimum }),
    ...(property.maximum === undefined ? {} : { max: property.maximum }),
  }));
}
