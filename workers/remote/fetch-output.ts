import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { MoraError, toMoraError } from '../../src/core/errors.ts';

interface FetchOutputOptions {
  readonly signal: AbortSignal;
  /** From where it may come; every redirect is asked for, too. */
  readonly allowed: (url: URL) => boolean;
  readonly maxBytes?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** From 0 to 1, where the server says how much there is. */
  readonly onProgress?: (share: number) => void;
}

/** More than any model makes in one go. */
const defaultMaxBytes = 500_000_000;
const maxRedirects = 5;
const maxTries = 3;
const retryMs = 500;

/**
 * Streams what a provider made into a file. Throws `output-lost` where it is gone, else a retryable `provider-failed`:
 * half a download is none. No file is left on failure.
 */
export async function fetchOutput(
  url: string,
  out: string,
  options: FetchOutputOptions,
): Promise<{ sizeBytes: number }> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await fetchOnce(url, out, options);
    } catch (error) {
      await rm(out, { force: true });
      options.signal.throwIfAborted();
      const failure = error instanceof MoraError ? error : broken(error);
      if (!failure.retryable || failure.code === 'disk-full' || tries === maxTries) throw failure;
      await sleep(retryMs * tries, undefined, { signal: options.signal });
    }
  }
}

async function fetchOnce(url: string, out: string, options: FetchOutputOptions): Promise<{ sizeBytes: number }> {
  const { signal, maxBytes = defaultMaxBytes, onProgress } = options;
  const response = await follow(new URL(url), options);
  if (response.body === null) throw broken(new Error('an empty answer'));
  const announced = announcedBytes(response.headers);
  if (announced !== undefined && announced > maxBytes) {
    await response.body.cancel();
    throw tooLarge(maxBytes);
  }
  let sizeBytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.byteLength;
      if (announced !== undefined && announced > 0) onProgress?.(Math.min(1, sizeBytes / announced));
      done(sizeBytes > maxBytes ? tooLarge(maxBytes) : null, chunk);
    },
  });
  try {
    const body = Readable.fromWeb(response.body);
    await pipeline(body, count, createWriteStream(out), { signal });
  } catch (error) {
    const failure = toMoraError(error);
    throw failure.code === 'internal' ? broken(error) : failure;
  }
  if (announced !== undefined && sizeBytes !== announced) throw broken(new Error(`${sizeBytes} of ${announced} bytes`));
  return { sizeBytes };
}

/** Follows redirects by itself: each address has to be one that it may come from. */
async function follow(from: URL, { signal, allowed, headers }: FetchOutputOptions): Promise<Response> {
  let url = from;
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    if (!allowed(url)) throw refusedAddress(url);
    // What lets us in at the first address is nobody else's business.
    const sent = url.origin === from.origin ? headers : undefined;
    const response = await fetch(url, { signal, redirect: 'manual', ...(sent === undefined ? {} : { headers: sent }) });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return checked(response);
    await response.body?.cancel();
    url = new URL(location, url);
  }
  throw broken(new Error('too many redirects'));
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) {
    throw new MoraError(
      'output-lost',
      'A model made this, but it was gone before it could be fetched. It is not made again by itself, so that nothing is paid twice. Press Again to make it anew.',
      { detail: `HTTP ${response.status}` },
    );
  }
  throw broken(new Error(`HTTP ${response.status}`));
}

/** Bytes that the body will have; unknown where it is compressed on the way. */
function announcedBytes(headers: Headers): number | undefined {
  const text = headers.get('content-length');
  if (text === null || headers.has('content-encoding')) return undefined;
  const bytes = Number(text);
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined;
}

function broken(cause: unknown): MoraError {
  return new MoraError('provider-failed', 'What the model made could not be fetched whole. The studio tries again.', {
    cause,
  });
}

function tooLarge(maxBytes: number): MoraError {
  return new MoraError('provider-failed', 'What the model made is too large to be kept. Ask for less.', {
    retryable: false,
    detail: `more than ${maxBytes} bytes`,
  });
}

/** The address is of a provider's making: it is named by its host alone, for the rest may be a key. */
function refusedAddress({ protocol, host }: URL): MoraError {
  return new MoraError('provider-failed', 'The model answered with an address that is not its own. Please try again.', {
    retryable: false,
    detail: `${protocol}//${host}`,
  });
}
