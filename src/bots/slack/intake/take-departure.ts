import { z } from 'zod';
import { platform } from '../people.ts';
import type { SlackParts } from '../parts.ts';

const revokedSchema = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) });

/** Takes what Slack says when a workspace removes the app: its tasks end, and its token is forgotten. */
export function createDepartureTaker(
  { studio, logger }: Pick<SlackParts, 'studio' | 'logger'>,
  forget: (space: string, enterpriseId: string | undefined) => Promise<void>,
) {
  return async (space: string, enterpriseId: string | undefined, type: string, raw: unknown): Promise<void> => {
    // People may take back what they alone have allowed; the app goes on without it.
    if (type === 'tokens_revoked' && (revokedSchema.safeParse(raw).data?.tokens.bot ?? []).length === 0) return;
    await forget(space, enterpriseId);
    const ended = await studio.cancelSpace({ platform, space }, 'the removal of the app');
    logger.info({ space, ended }, 'slack-workspace-left');
  };
}
