import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A call as the server saw it. */
export interface AnsweredCall {
  readonly method: string;
  readonly token: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

/** What is answered: the body, with other headers or another status where it says so. */
export interface SlackAnswer {
  readonly body: object | string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AnsweringSlack extends AsyncDisposable {
  readonly apiUrl: string;
  readonly calls: readonly AnsweredCall[];
}

/** A server that answers each call as it is told; undefined leaves the call without an answer. */
export async function openAnsweringSlack(
  answer: (call: AnsweredCall) => SlackAnswer | undefined,
): Promise<AnsweringSlack> {
  const calls: AnsweredCall[] = [];
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call: AnsweredCall = {
      method: (request.url ?? '').replace('/api/', ''),
      token: request.headers.authorization?.replace('Bearer ', ''),
      fields: Object.fromEntries(new URLSearchParams(await text(request))),
    };
    calls.push(call);
    const given = answer(call);
    if (given === undefined) return;
    const { body, status = 200, headers = {} } = given;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    calls,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What auth.test answers for a token. */
export function identityAnswer(given: {
  readonly teamId: string;
  readonly teamName?: string;
  readonly enterpriseId?: string;
  readonly isEnterprise?: boolean;
  readonly scopes?: readonly string[];
}): SlackAnswer {
  const { teamId, teamName = 'Harbour', enterpriseId, isEnterprise = false, scopes = [] } = given;
  return {
    body: {
      ok: true,
      team: teamName,
      team_id: teamId,
      ...(enterpriseId === undefined ? {} : { enterprise_id: enterpriseId }),
      is_enterprise_install: isEnterprise,
      user_id: 'UBOT',
      bot_id: 'BBOT',
    },
    headers: { 'x-oauth-scopes': scopes.join(',') },
  };
}

export function refusal(error: string): SlackAnswer {
  return { body: { ok: false, error } };
}
