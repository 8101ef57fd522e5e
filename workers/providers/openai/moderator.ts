import { open, readFile } from 'node:fs/promises';
import type { ModerationMultiModalInput } from 'openai/resources/moderations';
import { z } from 'zod';
import { MoraError } from '../../../src/core/errors.ts';
import type { Logger } from '../../../src/core/log.ts';
import type { Moderator } from '../../../src/core/moderation.ts';
import { categories, wordsFor } from './categories.ts';
import { isMissing, missingEndpoint, type Connection } from './connection.ts';
import type { OpenaiSettings } from './settings.ts';

/** Free, and the only one that looks at pictures too. */
export const moderationModel = 'omni-moderation-latest';

/** Largest picture that is taken. Source: https://developers.openai.com/api/docs/guides/moderation */
const maxImageBytes = 20 * 1024 * 1024;

const resultSchema = z.object({
  results: z.array(z.object({ flagged: z.boolean(), categories: z.record(z.string(), z.boolean().nullish()) })).min(1),
});

/**
 * Looks at words and pictures by OpenAI's moderation. A server that turns out to have none lets everything pass, unless
 * it was said to have one.
 */
export function createModerator(connection: Connection, settings: OpenaiSettings, logger: Logger): Moderator {
  const { hastyClient, missing, host } = connection;
  const refused: ReadonlySet<string> = new Set(
    settings.refuse === undefined ? categories : [...settings.refuse, 'sexual/minors'],
  );
  const mayBeMissing = host !== undefined && settings.moderation !== 'on';

  /** Looks at one thing: the endpoint takes one picture at a time. */
  async function look(part: ModerationMultiModalInput, signal: AbortSignal): Promise<void> {
    const answer = await connection.ask(moderationModel, { signal, creating: false }, async () => {
      try {
        return await hastyClient.moderations.create({ model: moderationModel, input: [part] }, { signal });
      } catch (error) {
        if (host === undefined || !isMissing(error, { orModel: true })) throw error;
        throw missingEndpoint(connection, 'moderation', logger);
      }
    });
    const { results } = resultSchema.parse(answer);
    const found = new Set(
      results.flatMap((result) => Object.keys(result.categories).filter((name) => result.categories[name] === true)),
    );
    const counted = found.intersection(refused);
    const unnamed = found.size === 0 && results.some(({ flagged }) => flagged);
    if (counted.size === 0 && !unnamed) return;
    const words = wordsFor(counted) ?? 'content that is not allowed';
    const what = part.type === 'text' ? 'Change the words and try again.' : 'Use another picture and try again.';
    throw new MoraError('refused', `This was refused: it looks like ${words}. ${what}`, {
      detail: [...found].join(', '),
    });
  }

  return {
    async check({ text, images = [] }, signal) {
      const nothing = () => mayBeMissing && missing.has('moderation');
      try {
        if (text !== undefined && text.trim() !== '' && !nothing()) await look({ type: 'text', text }, signal);
        for (const image of images) {
          if (nothing()) return;
          await look({ type: 'image_url', image_url: { url: await dataUrlOf(image) } }, signal);
        }
      } catch (error) {
        if (nothing()) return;
        throw couldNotLook(error, signal);
      }
    },
  };
}

async function dataUrlOf(file: string): Promise<string> {
  await using handle = await open(file);
  const { size } = await handle.stat();
  if (size > maxImageBytes) {
    throw new MoraError('bad-media', 'This picture is too large to be checked. Send a smaller one.');
  }
  const bytes = await readFile(handle);
  const kind = bytes[0] === 0xff ? 'image/jpeg' : 'image/png';
  return `data:${kind};base64,${bytes.toString('base64')}`;
}

/** What was not looked at is not let through; it may be tried again. */
function couldNotLook(error: unknown, signal: AbortSignal): MoraError {
  if (signal.aborted) return new MoraError('cancelled', 'This was cancelled.', { cause: error });
  if (error instanceof MoraError && ['refused', 'cancelled', 'bad-media'].includes(error.code)) return error;
  return new MoraError('unavailable', 'This could not be checked just now. Please try again in a moment.', {
    cause: error,
    retryable: true,
  });
}
