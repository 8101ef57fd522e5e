import { z } from 'zod';
import { attachmentShape } from './message-shape.ts';
import { storeFile } from './messages.ts';
import { channelShape, userShape } from './shapes.ts';
import type { StoredCommand } from './routes/command-routes.ts';
import type { FakeFile, StoredAttachment, World } from './world.ts';

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type */
const OPTION = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  number: 10,
  attachment: 11,
};

/** What a person can put into an option. */
export type OptionValue = string | number | boolean;

interface Definition {
  readonly type: number;
  readonly name: string;
  readonly required?: boolean | undefined;
  readonly options?: readonly Definition[] | undefined;
}
const definitionSchema: z.ZodType<Definition> = z.looseObject({
  type: z.number(),
  name: z.string(),
  required: z.boolean().optional(),
  get options() {
    return z.array(definitionSchema).optional();
  },
});

/** What a person chose and typed. */
export interface TypedCommand {
  readonly path: readonly string[];
  readonly options?: Readonly<Record<string, OptionValue>>;
  readonly attachments?: Readonly<Record<string, FakeFile>>;
  readonly channelId: string;
  /** The option that is being typed; the rest may still be missing. */
  readonly focused?: { readonly name: string; readonly value: string };
}

/**
 * The `data` of a slash command `/mora …`, from the command as it is registered. Where nothing at all is registered,
 * the kinds of options follow from their values.
 *
 * @throws Error where a person could not have typed that: an unknown command or option, a required option left out
 */
export function slashCommandData(world: World, commands: Iterable<StoredCommand>, typed: TypedCommand): unknown {
  const all = [...commands];
  const root = all.find(({ name, type }) => name === 'mora' && type === 1);
  if (root === undefined && all.length > 0) throw new Error('No command /mora is registered');
  const definitions = root === undefined ? undefined : z.array(definitionSchema).parse(root['options'] ?? []);
  const files = Object.entries(typed.attachments ?? {}).map(
    ([name, file]) => [name, storeFile(world, typed.channelId, file)] as const,
  );
  const leaf = definitions === undefined ? undefined : descend(definitions, typed.path);
  const values = new Map<string, OptionValue>(Object.entries(typed.options ?? {}));
  for (const [name, file] of files) values.set(name, file.id);
  if (typed.focused !== undefined) values.set(typed.focused.name, typed.focused.value);
  if (leaf !== undefined) requireOptions(leaf, values, typed.focused !== undefined);
  const isFile = (name: string): boolean => files.some(([fileName]) => fileName === name);
  const options = [...values].map(([name, value]) => ({
    name,
    value,
    type: leaf?.find((one) => one.name === name)?.type ?? (isFile(name) ? OPTION.attachment : typeOf(value)),
    ...(name === typed.focused?.name ? { focused: true } : {}),
  }));
  return {
    id: root?.id ?? world.nextId(),
    name: 'mora',
    type: 1,
    options: nest(typed.path, options),
    resolved: resolve(
      world,
      options,
      files.map(([, file]) => file),
    ),
  };
}

function descend(definitions: readonly Definition[], path: readonly string[]): readonly Definition[] {
  let here = definitions;
  for (const step of path) {
    const next = here.find(({ name, type }) => name === step && type <= OPTION.group);
    if (next === undefined) throw new Error(`No command /mora ${path.join(' ')} is registered`);
    here = next.options ?? [];
  }
  return here;
}

function requireOptions(leaf: readonly Definition[], values: ReadonlyMap<string, unknown>, unfinished: boolean): void {
  for (const name of values.keys()) {
    if (!leaf.some((option) => option.name === name)) throw new Error(`The command has no option ${name}`);
  }
  const missing = leaf.find(({ name, required }) => required === true && !values.has(name));
  if (missing !== undefined && !unfinished) throw new Error(`The command requires the option ${missing.name}`);
}

function nest(path: readonly string[], options: readonly unknown[]): readonly unknown[] {
  return path
    .toReversed()
    .reduce<readonly unknown[]>(
      (inner, name, index) => [{ name, type: index === 0 ? OPTION.subcommand : OPTION.group, options: inner }],
      options,
    );
}

function typeOf(value: OptionValue): number {
  if (typeof value === 'string') return OPTION.string;
  if (typeof value === 'boolean') return OPTION.boolean;
  return Number.isInteger(value) ? OPTION.integer : OPTION.number;
}

function resolve(
  world: World,
  options: readonly { readonly type: number; readonly value: OptionValue }[],
  files: readonly StoredAttachment[],
) {
  const ids = (type: number): string[] => options.filter((one) => one.type === type).map(({ value }) => String(value));
  const users = ids(OPTION.user).flatMap((id) => world.users.get(id) ?? []);
  const channels = ids(OPTION.channel).flatMap((id) => world.channels.get(id) ?? []);
  keepFiles(world, files);
  return {
    attachments: Object.fromEntries(files.map((file) => [file.id, attachmentShape(world, file)])),
    users: Object.fromEntries(users.map((user) => [user.id, userShape(user)])),
    channels: Object.fromEntries(
      channels.map((channel) => [channel.id, { ...channelShape(world, channel), permissions: '0' }]),
    ),
  };
}

/** A command's files belong to no message, but can be fetched. */
function keepFiles(world: World, files: readonly StoredAttachment[]): void {
  for (const file of files) world.looseFiles.set(file.id, file);
}
