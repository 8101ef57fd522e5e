import { z } from 'zod';

const bodySchema = z.record(z.string(), z.unknown());

const jsonSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(bodySchema);

/**
 * The body of a request of Slack: JSON, or a form whose field `payload` is JSON, or a form of plain fields. Undefined
 * where it is none of these.
 */
export function readBody(text: string, contentType: string): Record<string, unknown> | undefined {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return jsonSchema.safeParse(text).data;
  const fields = new URLSearchParams(text);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : jsonSchema.safeParse(payload).data;
}
