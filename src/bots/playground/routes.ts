import type { Hono } from 'hono';
import { z } from 'zod';
import type { Command } from '../../commands/define-command.ts';
import { choicesAmong } from '../../commands/model-choices.ts';
import { optionSpecs } from '../../commands/option-specs.ts';
import type { ArtifactStore } from '../../core/artifacts/artifact-store.ts';
import { MoraError } from '../../core/errors.ts';
import type { ImageIntake } from '../../core/studio/image-intake.ts';
import type { Studio } from '../../core/studio/studio.ts';
import type { VideoIntake } from '../../core/studio/video-intake.ts';
import { serveArtifact } from '../artifact-files.ts';
import { openEventStream } from './event-stream.ts';
import type { UploadBook } from './forget.ts';
import { uploadPrefix, type Inbox } from './inbox.ts';
import type { MessageLog } from './message-log.ts';
import { createPageFiles } from './page-files.ts';
import { createUploads } from './uploads.ts';
import {
  attachmentKindSchema,
  channels,
  clientIdSchema,
  platform,
  pressSchema,
  saySchema,
  space,
  type About,
  type CommandSpec,
  type ModelSuggestion,
} from './wire.ts';

interface RouteParts {
  readonly app: Hono;
  readonly log: MessageLog;
  readonly inbox: Inbox;
  readonly commands: readonly Command[];
  readonly studio: Pick<Studio, 'models' | 'settings'>;
  readonly artifacts: ArtifactStore;
  readonly takeImage: ImageIntake;
  readonly takeVideo: VideoIntake;
  readonly uploads: UploadBook;
  readonly now: () => number;
  /** Aborts when the adapter stops. */
  readonly signal: AbortSignal;
  /** Whether messages are taken now. */
  readonly isOpen: () => boolean;
}

/** Mounts the page and what it talks to. */
export function mountRoutes(parts: RouteParts): void {
  const { app, log, inbox, commands, studio, artifacts, takeImage, takeVideo, uploads, now, signal, isOpen } = parts;
  const pageFile = createPageFiles();
  const keepUpload = createUploads(takeImage, takeVideo);
  const about: About = { channels, commands: commands.map(commandSpec) };

  const serve = async (name: string, known: string | undefined): Promise<Response | undefined> => {
    const file = await pageFile(name);
    if (file === undefined) return undefined;
    const headers = { 'content-type': file.contentType, 'cache-control': 'no-cache', etag: file.etag };
    return known === file.etag ? new Response(null, { status: 304, headers }) : new Response(file.body, { headers });
  };
  app.get(
    '/',
    async (context) => (await serve('index.html', context.req.header('if-none-match'))) ?? context.notFound(),
  );
  app.get(
    '/playground/page/:name',
    async (context) =>
      (await serve(context.req.param('name'), context.req.header('if-none-match'))) ?? context.notFound(),
  );
  app.get('/playground/about', (context) => context.json(about));
  app.get('/playground/models', async (context) => context.json(await modelSuggestions(studio, commands)));
  app.get('/playground/files/:id', (context) => serveArtifact(context, artifacts, context.req.param('id')));

  app.get('/playground/events', () => {
    demandOpen(isOpen);
    return openEventStream(log, signal);
  });
  app.get('/playground/messages', async (context) => {
    const before = read(z.coerce.number().int().positive().optional(), context.req.query('before'));
    return context.json(await log.page(before));
  });

  app.post('/playground/messages', async (context) => {
    demandOpen(isOpen);
    return context.json(await inbox.say(read(saySchema, await readJson(context.req.raw))));
  });
  app.post('/playground/actions', async (context) => {
    demandOpen(isOpen);
    return context.json(await inbox.press(read(pressSchema, await readJson(context.req.raw))));
  });
  app.put('/playground/uploads/:id', async (context) => {
    demandOpen(isOpen);
    const id = read(clientIdSchema, context.req.param('id'));
    const as = read(attachmentKindSchema.default('image'), context.req.query('as'));
    const upload = {
      id: `${uploadPrefix}${id}`,
      body: context.req.raw.body ?? new Blob([]).stream(),
      claimedBytes: Number(context.req.header('content-length') ?? 0),
      as,
    };
    // Noted before it is there, so that nothing is kept of which nobody knows.
    await uploads.insertOnce(upload.id, { atMs: now() });
    return context.json(await keepUpload(upload, AbortSignal.any([signal, context.req.raw.signal])));
  });
}

/** The models of the place, each with the commands that it can be chosen for. */
async function modelSuggestions(
  studio: Pick<Studio, 'models' | 'settings'>,
  commands: readonly Command[],
): Promise<readonly ModelSuggestion[]> {
  const [offers, settings] = await Promise.all([studio.models(), studio.settings.get({ platform, space })]);
  const found = new Map<string, ModelSuggestion>();
  for (const command of commands) {
    if (!optionSpecs(command).some(({ completes }) => completes === 'models')) continue;
    for (const choice of choicesAmong(offers, settings, command)) {
      const known = found.get(choice.name) ?? { ...choice, commands: [] };
      found.set(choice.name, { ...known, commands: [...known.commands, command.name] });
    }
  }
  return [...found.values()];
}

function commandSpec(command: Command): CommandSpec {
  const { name, description, example, positional, picture, videos } = command;
  const options = optionSpecs(command).map((option) => ({ ...option }));
  return { name, description, example, picture, videos, options, ...(positional === undefined ? {} : { positional }) };
}

function demandOpen(isOpen: () => boolean): void {
  if (!isOpen())
    throw new MoraError('unavailable', 'The studio is starting or stopping. Please try again in a moment.');
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (error) {
    throw new MoraError('bad-input', 'This message cannot be read.', { cause: error });
  }
}

/** A value by its schema. Throws `bad-input` with the first problem. */
function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new MoraError('bad-input', parsed.error.issues[0]?.message ?? 'This message cannot be read.', {
    cause: parsed.error,
  });
}
