import { z } from 'zod';
import { invalidFields, openApiOf, type FakeModel } from './models.ts';
import { tellPrediction, type StoredPrediction } from './predictions.ts';
import type { StoredFile, World } from './world.ts';

/** What a request is answered with. */
export type Answer =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: number; readonly file: string };

/** A request as the routes read it. */
export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

const createSchema = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  version: z.string().optional(),
  webhook: z.string().optional(),
  webhook_events_filter: z.array(z.enum(['start', 'output', 'logs', 'completed'])).optional(),
  stream: z.boolean().optional(),
});

/** Answers as Replicate's HTTP API does. https://replicate.com/docs/reference/http */
export async function answer(world: World, request: ApiRequest): Promise<Answer> {
  const { method, url, headers } = request;
  const output = /^\/output\/([^/]+)\//u.exec(url.pathname)?.[1];
  if (output !== undefined) return serveOutput(world, output);
  if (headers.get('authorization') !== `Bearer ${world.token}`) {
    return problem(401, 'Unauthenticated', 'You did not pass a valid authentication token');
  }
  const route = `${method} ${url.pathname.replace(/^\/v1/u, '')}`;
  const official = /^POST \/models\/([^/]+)\/([^/]+)\/predictions$/u.exec(route);
  if (official !== null) {
    const model = world.models.find(({ owner, name }) => owner === official[1] && name === official[2]);
    // Those of the community run by their version alone.
    return model === undefined || model.versionId !== undefined ? notFound() : create(world, model, request);
  }
  if (route === 'POST /predictions') return createByVersion(world, request);
  if (route === 'GET /predictions') return list(world, url);
  if (route === 'GET /account') return ok({ type: 'user', username: world.username, name: 'Mora', github_url: null });
  if (route === 'GET /webhooks/default/secret') return ok({ key: world.secret });
  if (route === 'POST /files') return upload(world, request);
  const file = /^GET \/files\/([^/]+)$/u.exec(route)?.[1];
  if (file !== undefined) return maybe(world.files.get(file), (found) => ok(tellFile(found, world.origin)));
  const one = /^(GET|POST) \/predictions\/([^/]+)(\/cancel)?$/u.exec(route);
  if (one !== null) {
    const found = world.predictions.all.find(({ id }) => id === one[2]);
    return maybe(found, (prediction) => {
      if (one[1] === 'POST') world.predictions.cancel(prediction);
      return ok(tell(world, prediction));
    });
  }
  const described = /^GET \/models\/([^/]+)\/([^/]+)(?:\/versions\/([0-9a-f]+))?$/u.exec(route);
  if (described !== null) {
    const [, owner, name, version] = described;
    const found = world.models.find((model) => model.owner === owner && model.name === name);
    return maybe(found, (model) => describeModel(model, version));
  }
  return notFound();
}

function createByVersion(world: World, request: ApiRequest): Answer | Promise<Answer> {
  const parsed = createSchema.safeParse(jsonOf(request.bytes));
  const version = parsed.data?.version?.split(':').at(-1);
  const model = version === undefined ? undefined : world.models.find(({ versionId }) => versionId === version);
  if (model === undefined)
    return problem(422, 'Invalid version or not permitted', 'The specified version does not exist');
  return create(world, model, request);
}

function create(world: World, model: FakeModel, { bytes, headers }: ApiRequest): Answer {
  const parsed = createSchema.safeParse(jsonOf(bytes));
  if (!parsed.success) return problem(422, 'Invalid request', z.prettifyError(parsed.error));
  const {
    input,
    webhook,
    webhook_events_filter: webhookEvents = ['start', 'output', 'logs', 'completed'],
  } = parsed.data;
  const invalid = invalidFields(model, input);
  if (invalid.length > 0) {
    const detail = invalid.map(({ field, description }) => `- ${field}: ${description}\n`).join('');
    return { status: 422, json: { title: 'Input validation failed', status: 422, detail, invalid_fields: invalid } };
  }
  if (webhook !== undefined && !webhook.startsWith('https://')) {
    return problem(422, 'Input validation failed', '- webhook: must be an HTTPS URL');
  }
  const cancelAfterMs = durationMs(headers.get('cancel-after'));
  const prediction = world.predictions.create({ model, input, webhook, webhookEvents, cancelAfterMs });
  return { status: 201, json: tell(world, prediction) };
}

/** Seconds, unless letters say otherwise: `90`, `5m`, `1h30m`. */
function durationMs(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/u.test(text)) return Number(text) * 1_000;
  const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
  return [...text.matchAll(/(\d+)([smh])/gu)].reduce(
    (sum, [, amount, unit = 's']) => sum + Number(amount) * (unitMs[unit] ?? 0),
    0,
  );
}

function list(world: World, url: URL): Answer {
  const { pageSize } = world.knobs;
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const newest = world.predictions.all.toReversed();
  const next = from + pageSize < newest.length ? `${world.origin}/v1/predictions?cursor=${from + pageSize}` : null;
  return ok({ previous: null, next, results: newest.slice(from, from + pageSize).map((one) => tell(world, one)) });
}

async function upload(world: World, { bytes, headers }: ApiRequest): Promise<Answer> {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': headers.get('content-type') ?? '' },
  }).formData();
  const content = form.get('content');
  if (!(content instanceof File)) return problem(400, 'Bad request', 'content is required');
  const stored = world.keepFile({
    name: content.name,
    contentType: content.type,
    bytes: Buffer.from(await content.arrayBuffer()),
  });
  return { status: 201, json: tellFile(stored, world.origin) };
}

function tellFile({ id, name, contentType, bytes, sha256 }: StoredFile, origin: string): unknown {
  return {
    id,
    name,
    content_type: contentType,
    size: bytes.length,
    checksums: { sha256 },
    metadata: {},
    created_at: new Date().toISOString(),
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    urls: { get: `${origin}/v1/files/${id}` },
  };
}

function describeModel(model: FakeModel, version: string | undefined): Answer {
  const described = { created_at: '2026-01-01T00:00:00Z', cog_version: '0.14.0', openapi_schema: openApiOf(model) };
  const id = model.versionId ?? 'hidden';
  if (version !== undefined) return version === id ? ok({ id, ...described }) : notFound();
  const { owner, name } = model;
  const isOfficial = model.versionId === undefined;
  const url = `https://replicate.com/${owner}/${name}`;
  return ok({
    url,
    owner,
    name,
    visibility: 'public',
    is_official: isOfficial,
    run_count: 1,
    latest_version: { id, ...described },
  });
}

function serveOutput(world: World, id: string): Answer {
  const found = world.predictions.all.find((prediction) => prediction.id === id);
  if (found?.file === undefined || world.knobs.outputsExpired) return notFound();
  return { status: 200, file: found.file };
}

function tell(world: World, prediction: StoredPrediction): unknown {
  return tellPrediction(prediction, world.origin, world.knobs);
}

function maybe<T>(found: T | undefined, then: (found: T) => Answer): Answer {
  return found === undefined ? notFound() : then(found);
}

function ok(json: unknown): Answer {
  return { status: 200, json };
}

function notFound(): Answer {
  return problem(404, 'Not found', 'The requested resource could not be found.');
}

function problem(status: number, title: string, detail: string): Answer {
  return { status, json: { title, detail, status } };
}

/** A body as JSON, or undefined where it is none. */
export function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
