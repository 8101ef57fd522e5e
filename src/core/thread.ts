import { z } from 'zod';

const id = z.string().min(1).max(200);

/**
 * The platform-free address of a place in a chat. `space` is a Discord server, a Slack workspace, or `local`;
 * `thread` is absent while a task lives in the channel itself.
 */
export const threadRefSchema = z.object({
  platform: z.string().regex(/^[a-z]{1,20}$/),
  space: id,
  channel: id,
  thread: id.optional(),
});
export type ThreadRef = z.infer<typeof threadRefSchema>;

/** Somebody in a chat. */
export interface PersonRef {
  readonly platform: string;
  /** Unique on its platform. */
  readonly id: string;
  /** For people to read, never for decisions. */
  readonly name: string;
  /** May act on tasks that are not theirs. Said by the platform at each action, never stored as a right. */
  readonly moderator: boolean;
  /** May change what holds for the whole space; a moderator where absent. Said likewise. */
  readonly manager?: boolean;
  /** Ids of the roles that they have in the space, where the platform has such. Likewise never stored. */
  readonly roles?: readonly string[];
  /** The language that they use the platform in, as it names it, such as `pt-BR`. */
  readonly locale?: string;
}
