import { z } from 'zod';
import { refuse } from '../checks.ts';
import { refusals } from '../refusal.ts';
import { NO_CONTENT, ok, param, type Route } from '../rest-route.ts';
import { checkCommand, checkCommands } from '../rules/command-rules.ts';
import type { World } from '../world.ts';

/** A command as it is registered: what was sent, with Discord's own fields. */
export type StoredCommand = Record<string, unknown> & {
  readonly id: string;
  readonly name: string;
  readonly type: number;
};

const commandSchema = z.looseObject({ name: z.string(), type: z.number().default(1) });

/** The application's global commands (https://discord.com/developers/docs/interactions/application-commands). */
export function commandRoutes(world: World, commands: Map<string, StoredCommand>): Route[] {
  const path = '/applications/:applicationId/commands';

  function store(body: unknown): { command: StoredCommand; isNew: boolean } {
    refuse(checkCommand(body));
    const parsed = commandSchema.parse(body);
    const before = [...commands.values()].find(({ name, type }) => name === parsed.name && type === parsed.type);
    const command: StoredCommand = {
      description: '',
      options: [],
      default_member_permissions: null,
      nsfw: false,
      contexts: null,
      integration_types: [0],
      name_localizations: null,
      description_localizations: null,
      ...parsed,
      id: before?.id ?? world.nextId(),
      application_id: world.applicationId,
      version: world.nextId(),
    };
    commands.set(command.id, command);
    return { command, isNew: before === undefined };
  }

  function known(id: string): StoredCommand {
    const command = commands.get(id);
    if (command === undefined) throw refusals.unknownCommand();
    return command;
  }

  return [
    {
      method: 'GET',
      path,
      handle(request) {
        const whole = request.query.get('with_localizations') === 'true';
        return ok([...commands.values()].map((command) => (whole ? command : withoutLocalizations(command))));
      },
    },
    {
      method: 'POST',
      path,
      handle(request) {
        const { command, isNew } = store(request.body);
        return { status: isNew ? 201 : 200, body: command };
      },
    },
    {
      method: 'PUT',
      path,
      handle(request) {
        refuse(checkCommands(request.body));
        const kept = z
          .array(z.unknown())
          .parse(request.body)
          .map((body) => store(body).command);
        for (const id of commands.keys()) if (!kept.some((command) => command.id === id)) commands.delete(id);
        return ok(kept);
      },
    },
    {
      method: 'GET',
      path: `${path}/:commandId`,
      handle: (request) => ok(known(param(request, 'commandId'))),
    },
    {
      method: 'PATCH',
      path: `${path}/:commandId`,
      handle(request) {
        const before = known(param(request, 'commandId'));
        const change = z.looseObject({}).parse(request.body);
        const next = commandSchema.parse({ ...before, ...change });
        refuse(checkCommand(withoutOwnFields(next)));
        const command: StoredCommand = { ...next, id: before.id, type: before.type, version: world.nextId() };
        commands.set(command.id, command);
        return ok(command);
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:commandId`,
      handle(request) {
        commands.delete(known(param(request, 'commandId')).id);
        return NO_CONTENT;
      },
    },
  ];
}

/** What Discord adds to a command is no part of its form. */
function withoutOwnFields(command: Record<string, unknown>): Record<string, unknown> {
  const { id: _id, version: _version, application_id: _application, ...rest } = command;
  return rest;
}

/** Without being asked, Discord leaves all localisations out of a list. */
function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'name_localizations' && key !== 'description_localizations')
      .map(([key, inner]) => [key, withoutLocalizations(inner)]),
  );
}
