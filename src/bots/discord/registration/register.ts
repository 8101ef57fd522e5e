import { isDeepStrictEqual } from 'node:util';
import { DiscordAPIError, Routes, type REST, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { z } from 'zod';
import { snowflakeSchema } from '../wire.ts';
import { normalFormSchema, type NormalForm } from './normal-form.ts';

/** What is to be registered, and with which application. */
export interface Registration {
  readonly rest: REST;
  readonly applicationId: string;
  readonly desired: readonly RESTPostAPIApplicationCommandsJSONBody[];
  readonly signal?: AbortSignal;
}

/** What was done, each by the names of commands. */
export interface Registered {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
}

const presentSchema = z.array(normalFormSchema.extend({ id: snowflakeSchema }));
const answerSchema = z.object({ id: snowflakeSchema });

/** Slash commands and the menus of people and messages. The way into an activity is Discord's own: it stays. */
const ourTypes: ReadonlySet<number> = new Set([1, 2, 3]);

/** Another process was quicker: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const unknownCommand = 10_063;

/**
 * Makes the application's global commands those that are desired, and writes only what differs: Discord takes 200 new
 * commands a day. Several processes may do it at once. Throws what the REST client throws, and a `ZodError` for an
 * answer that is none.
 */
export async function registerCommands({ rest, applicationId, desired, signal }: Registration): Promise<Registered> {
  const signalled = signal === undefined ? {} : { signal };
  const all = Routes.applicationCommands(applicationId);
  const done = { created: [] as string[], changed: [] as string[], removed: [] as string[], kept: [] as string[] };
  const present = await readPresent();
  const wanted = desired.map((body) => ({ body, command: normalFormSchema.parse(body) }));
  const wantedKeys = new Set(wanted.map(({ command }) => keyOf(command)));

  // First, to make room: there may be only so many at a time.
  for (const { id, command } of present.values()) {
    if (wantedKeys.has(keyOf(command)) || !ourTypes.has(command.type)) continue;
    await unlessGone(rest.delete(Routes.applicationCommand(applicationId, id), signalled));
    done.removed.push(command.name);
  }
  for (const { body, command } of wanted) {
    const known = present.get(keyOf(command));
    if (known === undefined) {
      await create(body);
      done.created.push(command.name);
    } else if (isDeepStrictEqual(known.command, command)) {
      done.kept.push(command.name);
    } else {
      await change(known.id, body);
      done.changed.push(command.name);
    }
  }
  return done;

  async function readPresent(): Promise<ReadonlyMap<string, { readonly id: string; readonly command: NormalForm }>> {
    const answer = await rest.get(all, { query: new URLSearchParams({ with_localizations: 'true' }), ...signalled });
    return new Map(presentSchema.parse(answer).map(({ id, ...command }) => [keyOf(command), { id, command }]));
  }

  /** Discord replaces a command of the same kind and name: two processes at once make one. */
  async function create(body: RESTPostAPIApplicationCommandsJSONBody): Promise<void> {
    answerSchema.parse(await rest.post(all, { body, ...signalled }));
  }

  async function change(id: string, body: RESTPostAPIApplicationCommandsJSONBody): Promise<void> {
    // A field that is left out would stay as it is.
    const whole = { name_localizations: null, default_member_permissions: null, nsfw: false, ...body };
    const route = Routes.applicationCommand(applicationId, id);
    const answer = await unlessGone(rest.patch(route, { body: whole, ...signalled }));
    if (answer === undefined) await create(body);
    else answerSchema.parse(answer);
  }
}

function keyOf({ type, name }: NormalForm): string {
  return `${type} ${name}`;
}

/** Undefined where the command is there no more. */
async function unlessGone(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === unknownCommand) return undefined;
    throw error;
  }
}
