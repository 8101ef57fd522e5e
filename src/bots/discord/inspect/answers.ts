import { z } from 'zod';
import { snowflakeSchema } from '../wire.ts';

/** https://discord.com/developers/docs/resources/user#get-current-user */
export const userSchema = z.object({ id: snowflakeSchema, username: z.string() });
export type User = z.infer<typeof userSchema>;

/** https://discord.com/developers/docs/resources/application#application-object */
export const applicationSchema = z.object({
  id: snowflakeSchema,
  name: z.string(),
  flags: z.number().default(0),
  /** Who may install it, by Discord's numbers; absent counts as not known. */
  integration_types_config: z.record(z.string(), z.unknown()).nullish(),
});
export type Application = z.infer<typeof applicationSchema>;

/** https://discord.com/developers/docs/resources/user#get-current-user-guilds */
export const guildsSchema = z.array(
  z.object({ id: snowflakeSchema, name: z.string(), permissions: z.string().regex(/^\d+$/u).transform(BigInt) }),
);
export type Guilds = z.infer<typeof guildsSchema>;

/** https://discord.com/developers/docs/events/gateway#get-gateway-bot */
export const gatewaySchema = z.object({
  shards: z.number(),
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
});
export type Gateway = z.infer<typeof gatewaySchema>;
