import path from 'node:path';
import { MoraError } from '../../../src/core/errors.ts';
import type { StageContext } from '../../../src/core/provider.ts';
import { fetchOutput } from '../../remote/fetch-output.ts';
import { resultSchema, type Workshop } from './runs.ts';

/** Fetches what a run made into the scratch folder and returns its path. Throws as `fetchOutput` does. */
export async function fetchRun({ fleet }: Workshop, made: unknown, context: StageContext): Promise<string> {
  const { url, file } = resultSchema.parse(made);
  const server = fleet.serverAt(url);
  if (server === undefined) {
    throw new MoraError(
      'output-lost',
      'The GPU server that made this is not set up any more. Press Again to make it anew.',
    );
  }
  const out = path.join(context.scratchDir, `made${path.extname(file.filename).toLowerCase()}`);
  const { origin } = new URL(server.url);
  await fetchOutput(server.fileUrl(file), out, {
    signal: context.signal,
    allowed: (address) => address.origin === origin,
    headers: server.headers,
  });
  return out;
}
