import { z } from 'zod';
import { unfit } from './refusal.ts';

const nodeSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** Keywords that strict mode does not take. */
const forbidden = ['default', 'oneOf', 'allOf', 'not', 'if', 'patternProperties', 'uniqueItems', 'propertyNames'];

/**
 * Holds a schema to the rules of strict mode: objects close themselves and require all that they have, the root is an
 * object, and some keywords are not known.
 * Source: https://developers.openai.com/api/docs/guides/structured-outputs
 */
export function checkStrictSchema(schema: unknown, param: string, root = true): void {
  const node = nodeSchema.parse(schema);
  const no = (why: string): never => {
    throw unfit(`Invalid schema for response_format: ${why}`, param, 'invalid_json_schema');
  };
  for (const keyword of forbidden) if (keyword in node) no(`'${keyword}' is not permitted`);
  if (root && (node.type !== 'object' || node.anyOf !== undefined)) no('the root must be an object without anyOf');
  if (node.type === 'object') {
    if (node.additionalProperties !== false) no("'additionalProperties' is required to be false");
    const names = Object.keys(node.properties ?? {});
    const missing = names.filter((name) => node.required?.includes(name) !== true);
    if (missing.length > 0) no(`'required' must include every key; missing: ${missing.join(', ')}`);
  }
  for (const child of Object.values(node.properties ?? {})) checkStrictSchema(child, param, false);
  for (const child of node.anyOf ?? []) checkStrictSchema(child, param, false);
  if (node.items !== undefined) checkStrictSchema(node.items, param, false);
}
