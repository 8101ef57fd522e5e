import type { APIPromise } from 'openai';
import type { Stream } from 'openai/core/streaming';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactId } from '../../../../src/core/artifacts/artifact.ts';
import { MoraError, toMoraError } from '../../../../src/core/errors.ts';
import type { MediaTools } from '../../../../src/core/media/media-tools.ts';
import type { StageContext } from '../../../../src/core/provider.ts';
import type { Size } from '../../../../src/core/size.ts';
import { keepImage } from '../../../remote/keep-output.ts';
import { isMissing, missingEndpoint, type Connection } from '../connection.ts';
import { costOf } from '../prices.ts';
import type { TokenPrice } from '../settings.ts';
import { readEvent, readWhole, type Painted } from './paint-events.ts';

/** What pictures are made with. */
export interface Studio {
  readonly connection: Connection;
  readonly model: string;
  readonly price: TokenPrice | undefined;
  readonly media: MediaTools;
  /** Whether the operator named the model, rather than leaving it to us. */
  readonly chosen: boolean;
}

/** A picture that was made and is kept. */
export interface KeptPicture {
  readonly output: { readonly image: { readonly artifact: ArtifactId } };
  readonly costUsd: number | undefined;
}

/** Begins the request; called once. */
export type Begin = () => APIPromise<Stream<unknown>>;

/** Makes a picture by one request, shows its drafts, and keeps it at exactly `size`. */
export async function paint(begin: Begin, size: Size, studio: Studio, context: StageContext): Promise<KeptPicture> {
  const { connection, model, price, media } = studio;
  const { signal, report, logger, scratchDir } = context;
  report({ phase: 'painting' });
  const asking = { signal, creating: true };
  const { bytes, use } = await connection.ask(model, asking, async () => {
    let last: Painted | undefined;
    let drafts = 0;
    for await (const painted of follow(begin, studio, context)) {
      if (painted.kind === 'finished') last = painted;
      else await showDraft(painted, (drafts += 1), media, context);
    }
    // An abort ends the SDK's stream without a word.
    signal.throwIfAborted();
    if (last !== undefined) return last;
    throw new MoraError(
      'uncertain',
      'The connection was lost while the picture was made, and it may have been paid. Please ask again if you still want it.',
      { detail: 'the stream ended without a picture' },
    );
  });
  const costUsd = costOf(use, price);
  try {
    const file = path.join(scratchDir, 'painted');
    await writeFile(file, bytes, { signal });
    return { output: { image: { artifact: await keepImage(file, size, context, media) } }, costUsd };
  } catch (error) {
    logger.warn({ err: error }, 'picture-not-kept');
    throw afterPaying(error, costUsd);
  }
}

/** The pictures of a stream as they come; of a server that cannot stream, the one. */
async function* follow(begin: Begin, studio: Studio, { logger }: StageContext): AsyncGenerator<Painted> {
  const { data: events, response } = await open(begin, studio, logger);
  if (response.headers.get('content-type')?.startsWith('application/json') === true) {
    const whole = readWhole(await response.json());
    if (whole !== undefined) yield whole;
    return;
  }
  for await (const event of events) {
    const painted = readEvent(event);
    if (painted !== undefined) yield painted;
  }
}

async function open(
  begin: Begin,
  { connection, chosen }: Studio,
  logger: StageContext['logger'],
): Promise<{ data: Stream<unknown>; response: Response }> {
  if (connection.missing.has('images')) throw missingEndpoint(connection, 'images', logger);
  try {
    return await begin().withResponse();
  } catch (error) {
    if (connection.host === undefined || !isMissing(error, { orModel: !chosen })) throw error;
    throw missingEndpoint(connection, 'images', logger);
  }
}

/** A draft that cannot be shown is no loss. */
async function showDraft(
  { bytes }: Painted,
  number: number,
  media: MediaTools,
  { artifacts, scratchDir, signal, stageId, report, logger }: StageContext,
): Promise<void> {
  try {
    const received = path.join(scratchDir, `draft-${number}`);
    const ours = `${received}.png`;
    await writeFile(received, bytes, { signal });
    await media.takeImage(received, ours, { signal });
    const id: ArtifactId = `${stageId}-preview-${number}`;
    await artifacts.put(id, 'image/png', { path: ours }, signal);
    report({ phase: 'painting', preview: id });
  } catch (error) {
    if (!signal.aborted) logger.debug({ err: error }, 'draft-not-shown');
  }
}

/** The picture is paid: whatever kept it from being stored, it must not be taken for one that was never made. */
function afterPaying(error: unknown, costUsd: number | undefined): MoraError {
  const { code, userMessage } = toMoraError(error);
  if (code === 'cancelled' || code === 'provider-failed') {
    return new MoraError(code, userMessage, { cause: error, costUsd });
  }
  return new MoraError('output-lost', 'The picture was made but could not be kept. Please ask for it again.', {
    cause: error,
    costUsd,
  });
}
