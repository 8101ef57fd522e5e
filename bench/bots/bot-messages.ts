import { z } from 'zod';

/** What a bot of a bench is told when it starts, by its environment. */
const settingsSchema = z.object({ BOT_TOKEN: z.string(), BOT_API_URL: z.string() });

export function readBotSettings(environment: NodeJS.ProcessEnv): { readonly token: string; readonly apiUrl: string } {
  const { BOT_TOKEN: token, BOT_API_URL: apiUrl } = settingsSchema.parse(environment);
  return { token, apiUrl };
}

/** What the bench asks of our bot. */
export const orderSchema = z.discriminatedUnion('kind', [
  /** Starts tasks in turn in these channels; those that are held stay in their third stage and tell of it each second. */
  z.object({
    kind: z.literal('tasks'),
    count: z.int(),
    guildId: z.string(),
    channelIds: z.array(z.string()),
    held: z.boolean(),
  }),
  /** Asks for the memory after a collection. */
  z.object({ kind: z.literal('heap') }),
  /** Asks how many tasks were accepted in all. */
  z.object({ kind: z.literal('accepted') }),
  z.object({ kind: z.literal('stop') }),
]);
export type Order = z.infer<typeof orderSchema>;

/** What a bot says. */
export const reportSchema = z.object({
  kind: z.enum(['ready', 'tasks', 'heap', 'accepted', 'stop']),
  /** Megabytes of the heap, or how many were accepted. */
  value: z.number(),
});
export type Report = z.infer<typeof reportSchema>;
