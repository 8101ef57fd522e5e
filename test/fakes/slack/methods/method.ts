import type { z } from 'zod';
import type { FakeSlackLimits } from '../limits.ts';
import { SlackRefusal } from '../refusal.ts';
import type { World, WorldTeam } from '../world.ts';

/** What a method works with. */
export interface MethodScene {
  readonly world: World;
  readonly limits: FakeSlackLimits;
  /** Carries something out later, unless the server stops first. */
  readonly later: (delayMs: number, work: () => void) => void;
}

/** A method of the Web API for a workspace's own token. */
export interface Method {
  /** Any one of these is enough; none is needed where it is empty. */
  readonly scopes: readonly string[];
  run(scene: MethodScene, team: WorldTeam, args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

/** A method whose arguments are checked: what does not fit is `invalid_arguments`. */
export function method<Schema extends z.ZodType>(
  scopes: readonly string[],
  schema: Schema,
  run: (scene: MethodScene, team: WorldTeam, args: z.infer<Schema>) => Readonly<Record<string, unknown>> | void,
): Method {
  return {
    scopes,
    run(scene, team, args) {
      const parsed = schema.safeParse(args);
      if (!parsed.success) {
        const messages = parsed.error.issues.map(
          ({ path, message }) => `[ERROR] ${message} [json-pointer:/${path.join('/')}]`,
        );
        throw new SlackRefusal('invalid_arguments', { response_metadata: { messages } });
      }
      return run(scene, team, parsed.data) ?? {};
    },
  };
}
