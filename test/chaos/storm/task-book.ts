import pg from 'pg';
import { z } from 'zod';
import { outcomeSchema } from '../../../src/core/outcome.ts';
import { taskPlanSchema } from '../../../src/core/pipeline/plan.ts';

/** A task as the database has it. */
export const bookedSchema = z.object({
  id: z.string(),
  platform: z.string(),
  plan: taskPlanSchema,
  outcome: outcomeSchema.nullable(),
  delivered: z.boolean(),
  deliveredTo: z.json(),
});
export type Booked = z.infer<typeof bookedSchema>;

const select = `SELECT id, platform, plan, outcome, delivered_at IS NOT NULL AS delivered, delivered_to AS "deliveredTo" FROM mora.tasks ORDER BY created_at`;

/** Every accepted task, past all proxies; undefined while the server is away. */
export async function readBook(url: string): Promise<readonly Booked[] | undefined> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return z.array(bookedSchema).parse((await client.query(select)).rows);
  } catch (error) {
    if (error instanceof z.ZodError) throw error;
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
