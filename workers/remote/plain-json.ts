import { z } from 'zod';
import type { JsonValue } from '../../src/core/provider.ts';

const json = z.json();

/** A value as JSON keeps it: what is `undefined` in an object is left out. */
export function toPlainJson(value: unknown): JsonValue {
  return json.parse(JSON.parse(JSON.stringify(value)));
}
