import { z } from 'zod';

/** What a bot of a bench is told when it starts. */
export const discordSettingsSchema = z.object({ token: z.string(), apiUrl: z.string() });
export const slackSettingsSchema = z.object({
  appToken: z.string(),
  apiUrl: z.string(),
  /** Where the app is installed; events of all of them come over one connection. */
  workspaces: z
    .array(z.object({ teamId: z.string(), botToken: z.string(), botUserId: z.string(), botId: z.string() }))
    .min(1),
});
export type BotSettings = z.infer<typeof discordSettingsSchema> | z.infer<typeof slackSettingsSchema>;

const environmentSchema = z.object({ BOT_SETTINGS: z.string() });

export function readBotSettings<T>(environment: NodeJS.ProcessEnv, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(environmentSchema.parse(environment).BOT_SETTINGS));
}

/** What the bench asks of our bot. */
export const orderSchema = z.discriminatedUnion('kind', [
  /** Starts tasks in turn in these places; those that are held stay in their third stage and tell of it each five seconds. */
  z.object({
    kind: z.literal('tasks'),
    count: z.int(),
    places: z.array(z.object({ space: z.string(), channel: z.string() })).min(1),
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
