import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { z } from 'zod';
import type { OpenCollection } from '../../../core/database/records.ts';

const cookieName = 'mora_slack_install';

/** So long Slack's own code is good, too. */
const lifeMs = 10 * 60_000;

/** States that were used are remembered, so many at the least: far more than come in a state's life. */
const keptStates = 1_000;

/** Binds an installation to the browser that began it: nobody can make others install what they did not ask for. */
export interface InstallStates {
  /** A new state for Slack's page; the browser keeps it in a cookie. */
  begin(context: Context): Promise<string>;
  /** Whether the state that came back is the one of this browser, fresh, and not used before; now it is. */
  spend(context: Context, state: string): Promise<boolean>;
}

/** `secret` signs the cookies; all processes of a studio have the same. */
export function createInstallStates(options: {
  readonly collection: OpenCollection;
  readonly secret: string;
  /** Whether the pages are reached over HTTPS. */
  readonly isSecure: boolean;
  readonly nowMs: () => number;
}): InstallStates {
  const { collection, isSecure, nowMs } = options;
  const used = collection('slack-install-states', z.object({ usedMs: z.number() }));
  // Another use of the secret than Slack's: neither helps to guess the other.
  const secret = createHash('sha256').update(`mora install state ${options.secret}`).digest();
  const cookie = { path: '/slack/', httpOnly: true, secure: isSecure, sameSite: 'Lax' } as const;

  return {
    async begin(context) {
      const state = randomBytes(24).toString('base64url');
      const value = `${state}.${nowMs() + lifeMs}`;
      await setSignedCookie(context, cookieName, value, secret, { ...cookie, maxAge: lifeMs / 1_000 });
      return state;
    },
    async spend(context, state) {
      // False where somebody changed it, undefined where there is none.
      const value = await getSignedCookie(context, secret, cookieName);
      deleteCookie(context, cookieName, cookie);
      if (typeof value !== 'string' || state === '') return false;
      const [kept, endsMs] = value.split('.');
      if (kept !== state || Number(endsMs) < nowMs()) return false;
      const isFirst = await used.insertOnce(state, { usedMs: nowMs() });
      await used.prune(keptStates);
      return isFirst;
    },
  };
}
