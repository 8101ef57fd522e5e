import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { freshKnobs, type Fault, type Knobs } from './knobs.ts';
import { moderate } from './moderate.ts';
import { edit, generate, type Painting } from './paint.ts';
import { readForm, type Form } from './read-form.ts';
import { Refusal } from './refusal.ts';
import { chat, checkModel, respond } from './speak.ts';

/** A request that the fake saw. */
export interface SeenRequest {
  readonly method: string;
  /** Below `/v1`. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed JSON, or the fields of a form. */
  readonly body: unknown;
  /** Of a form, by field. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A server on loopback that speaks the parts of OpenAI's API that the studio uses, and is strict about them. */
export interface FakeOpenai extends AsyncDisposable {
  /** With `/v1`, as OPENAI_BASE_URL. */
  readonly url: string;
  readonly knobs: Knobs;
  /** Every request, in order. */
  readonly seen: readonly SeenRequest[];
  /** Paths of requests whose work was done: somebody pays for each. */
  readonly paid: readonly string[];
}

const noForm: Form = { fields: {}, files: new Map() };

export async function startFakeOpenai(): Promise<FakeOpenai> {
  const knobs = freshKnobs();
  const seen: SeenRequest[] = [];
  const paid: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = request;
    const path = (request.url ?? '').replace(/^\/v1/u, '');
    const isForm = headers['content-type']?.startsWith('multipart/form-data') === true;
    const form = isForm ? await readForm(request) : noForm;
    const raw = isForm ? '' : await text(request);
    const body: unknown = isForm ? form.fields : raw === '' ? undefined : JSON.parse(raw);
    seen.push({ method, path, headers, body, files: form.files });

    const next = knobs.faults.findIndex((fault) => fault.path === path);
    const [{ fault } = { fault: undefined }] = next === -1 ? [] : knobs.faults.splice(next, 1);
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'cut' && fault.when === 'before') return void request.socket.destroy();
    if (fault?.kind === 'status') return send(response, fault.status, fault.body ?? {}, fault.headers);

    if (knobs.key !== undefined && headers.authorization !== `Bearer ${knobs.key}`) {
      throw new Refusal(401, 'Incorrect API key provided: sk-****.', { code: 'invalid_api_key' });
    }
    if (knobs.missing.has(path)) return send(response, 404, { detail: 'Not Found' });
    const done = await route(`${method} ${path}`, body, form, fault);
    if (!path.startsWith('/models') && path !== '/moderations') paid.push(path);
    if (fault?.kind === 'cut' && fault.when === 'after') return void request.socket.destroy();
    if ('events' in done) return stream(done.events, response, fault);
    send(response, 200, done.whole);
  }

  async function route(name: string, body: unknown, form: Form, fault: Fault | undefined): Promise<Painting> {
    switch (name) {
      case 'POST /responses':
        return { whole: respond(body, knobs) };
      case 'POST /chat/completions':
        return { whole: chat(body, knobs) };
      case 'POST /images/generations':
        return generate(body, knobs, fault);
      case 'POST /images/edits':
        return edit(form, knobs, fault);
      case 'POST /moderations':
        return { whole: await moderate(body, knobs) };
      case 'GET /models':
        return { whole: { object: 'list', data: Array.from(knobs.models, modelOf) } };
      default: {
        const [, id] = /^GET \/models\/(.+)$/u.exec(name) ?? [];
        if (id === undefined) throw new Refusal(404, `Invalid URL (${name})`);
        checkModel(decodeURIComponent(id), knobs);
        return { whole: modelOf(decodeURIComponent(id)) };
      }
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (error instanceof Refusal) send(response, error.status, error.body, error.headers);
      else send(response, 500, { error: { message: String(error), type: 'server_error', param: null, code: null } });
    });
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await listening;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake listens on a port');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    knobs,
    seen,
    paid,
    async [Symbol.asyncDispose]() {
      const { promise: closed, resolve: done } = Promise.withResolvers<void>();
      server.close(() => done());
      server.closeAllConnections();
      await closed;
    },
  };
}

function modelOf(id: string): unknown {
  return { id, object: 'model', created: 1_790_000_000, owned_by: 'fake' };
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_fake', ...headers });
  response.end(JSON.stringify(body));
}

/** Sends events as they come, each in whole before the next; amid them the connection may be cut. */
async function stream(events: AsyncGenerator, response: ServerResponse, fault: Fault | undefined): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_fake' });
  for await (const event of events) {
    if (response.destroyed) return;
    const { promise: sent, resolve } = Promise.withResolvers<void>();
    response.write(`data: ${JSON.stringify(event)}\n\n`, () => resolve());
    await sent;
    if (fault?.kind === 'cut' && fault.when === 'amid') return void response.destroy();
  }
  response.end('data: [DONE]\n\n');
}
