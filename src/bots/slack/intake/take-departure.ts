import { z } from 'zod';
import { platform } from '../people.ts';
import type { SlackParts } from '../parts.ts';

const revokedSchema = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) });

/** Who leaves: a workspace, or a whole organisation. */
export interface Departure {
  readonly space: string;
  readonly enterpriseId: string | undefined;
  readonly isEnterpriseInstall: boolean;
}

/** Takes what Slack says when a workspace removes the app: its tasks end, and its token is forgotten. */
export function createDepartureTaker(
  { studio, logger }: Pick<SlackParts, 'studio' | 'logger'>,
  forget: (from: Departure) => Promise<readonly string[]>,
) {
  return async (from: Departure, type: string, raw: unknown): Promise<void> => {
    // People may take back what they alone have allowed; the app goes on without it.
    if (type === 'tokens_revoked' && (revokedSchema.safeParse(raw).data?.tokens.bot ?? []).length === 0) return;
    for (const space of await forget(from)) {
      const ended = await studio.cancelSpace({ platform, space }, 'the removal of the app');
      logger.info({ space, ended }, 'slack-workspace-left');
    }
  };
}
