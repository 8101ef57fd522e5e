import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { SlackFaults } from './faults.ts';
import type { FakeSlackLimits } from './limits.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { fileMethods, reactionMethods } from './methods/files.ts';
import type { Method, MethodScene } from './methods/method.ts';
import { userMethods } from './methods/users.ts';
import { viewMethods } from './methods/views.ts';
import type { RateLimits } from './rate-limits.ts';
import { SlackRefusal } from './refusal.ts';
import type { World, WorldTeam } from './world.ts';

/** A call as the server saw it. */
export interface FakeSlackRequest {
  /** The method's name, or the path of what is none. */
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly token: string | undefined;
  /** 0 where the connection was cut. */
  status: number;
  error?: string;
  readonly atMs: number;
}

const methods: Readonly<Record<string, Method>> = {
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...reactionMethods,
  ...userMethods,
  ...viewMethods,
};

export interface WebApiParts {
  readonly world: World;
  readonly limits: FakeSlackLimits;
  readonly faults: SlackFaults;
  readonly rates: RateLimits;
  /** Takes each call the moment that it has come whole. */
  readonly note: (request: FakeSlackRequest) => void;
  readonly signal: AbortSignal;
  readonly later: MethodScene['later'];
  /** What needs no workspace: connections and OAuth. */
  readonly special: (method: string, token: string, body: Readonly<Record<string, unknown>>) => object | undefined;
}

/** The body of a request, read whole. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // A request without an encoding brings bytes.
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** Arguments as JSON or as a form, whose fields are JSON where they look like it. */
function readArguments(bytes: Buffer, type: string): Record<string, unknown> {
  const text = bytes.toString('utf8');
  if (type.startsWith('application/json')) return z.record(z.string(), z.unknown()).parse(JSON.parse(text || '{}'));
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, readField(value)]));
}

function readField(value: string): unknown {
  if (!/^[[{]/u.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Answers calls of the Web API. */
export function createWebApi(parts: WebApiParts) {
  const { world, limits, faults, rates, note, signal, later, special } = parts;

  function carryOut(name: string, token: string | undefined, body: Record<string, unknown>): object {
    const known = special(name, token ?? '', body);
    if (known !== undefined) return known;
    const team = demandTeam(token, body);
    if (name === 'auth.test') return identity(team);
    const method = methods[name];
    if (method === undefined) throw new SlackRefusal('unknown_method', { req_method: name });
    if (method.scopes.length > 0 && !method.scopes.some((scope) => team.scopes.includes(scope))) {
      throw new SlackRefusal('missing_scope', { needed: method.scopes[0], provided: team.scopes.join(',') });
    }
    return method.run({ world, limits, later }, team, body);
  }

  function demandTeam(token: string | undefined, body: Record<string, unknown>): WorldTeam {
    if (token === undefined || token === '') throw new SlackRefusal('not_authed');
    const owners = [...world.teams.values()].filter(({ botToken }) => botToken === token);
    // The token of an organisation serves each of its workspaces: which one is said by `team_id`.
    const team = owners.find(({ id }) => id === body['team_id']) ?? owners[0];
    if (team === undefined) throw new SlackRefusal('invalid_auth');
    if (!team.installed) throw new SlackRefusal('token_revoked');
    return team;
  }

  function identity(team: WorldTeam): object {
    return {
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: 'mora',
      team_id: team.id,
      user_id: team.botUserId,
      bot_id: team.botId,
      is_enterprise_install: team.isEnterpriseInstall,
      ...(team.enterpriseId === undefined ? {} : { enterprise_id: team.enterpriseId }),
    };
  }

  return async (name: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = readArguments(await readBytes(request), request.headers['content-type'] ?? '');
    const { token: inBody, ...args } = body;
    const header = /^Bearer (.*)$/u.exec(request.headers.authorization ?? '')?.[1];
    const token = header ?? (typeof inBody === 'string' ? inBody : undefined);
    const seen: FakeSlackRequest = { method: name, body: args, token, status: 0, atMs: world.clock.nowMs() };
    note(seen);
    await faults.pause(name, signal);
    const cut = faults.takeCut(name);
    if (cut?.when === 'before') return void request.socket.destroy();
    const end = (status: number, answer: object, headers: Readonly<Record<string, string>> = {}): void => {
      if (cut !== undefined) return void request.socket.destroy();
      seen.status = status;
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
    };
    const refuse = (word: string, extra: object, status = 200, headers = {}): void => {
      seen.error = word;
      end(status, { ok: false, error: word, ...extra }, headers);
    };

    const fault = faults.takeFail(name);
    if (fault !== undefined) {
      const { error = 'internal_error', retryAfterS, status, headers = {} } = fault;
      if (retryAfterS === undefined) return refuse(error, {}, status ?? 200, headers);
      return refuse('ratelimited', {}, 429, { 'retry-after': String(retryAfterS) });
    }
    const team = [...world.teams.values()].find(({ botToken }) => botToken === token);
    const channel = [args['channel'], args['channel_id']].find((one) => typeof one === 'string');
    const waitS = rates.count({
      team: team?.id ?? '?',
      method: name,
      ...(typeof channel === 'string' ? { channel } : {}),
    });
    if (waitS !== undefined) return refuse('ratelimited', {}, 429, { 'retry-after': String(waitS) });
    try {
      const answer = carryOut(name, token, args);
      const scopes = team === undefined ? {} : { 'x-oauth-scopes': team.scopes.join(',') };
      end(200, { ok: true, ...answer }, scopes);
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      refuse(error.word, error.extra);
    }
  };
}
