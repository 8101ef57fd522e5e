import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { OpenCollection } from '../../core/database/records.ts';
import { MoraError } from '../../core/errors.ts';

/** Addresses of clips' pages. Nobody can guess one: each carries a signature that only this studio can make. */
export interface ClipLinks {
  /** Absolute URL of a clip's page, or undefined where no MORA_PUBLIC_URL is set. */
  pageUrl(clipId: string): string | undefined;
  /** Whether the signature is that of the clip. The time it takes says nothing about how much of it is right. */
  check(clipId: string, signature: string): boolean;
}

export interface ClipLinkParts {
  readonly collection: OpenCollection;
  /** Origin under which the world reaches the studio, without a slash at its end. */
  readonly publicUrl: string | undefined;
}

/** 256 bits, as base64url. */
const secretSchema = z.string().regex(/^[\w-]{43}$/u);

/** Characters of base64url: 132 bits, more than anybody can try. */
const signatureLength = 22;

const secretKey = 'clip-links';

/**
 * Opens the links. Their secret is made once and kept in the database, so that links outlive restarts and all processes
 * of one studio know the same. Throws `internal` where the secret that was just kept is not there.
 */
export async function openClipLinks({ collection, publicUrl }: ClipLinkParts): Promise<ClipLinks> {
  const secrets = collection('secrets', secretSchema);
  // Another process may start at the same moment: whoever is first decides, and both read what was kept.
  await secrets.insertOnce(secretKey, randomBytes(32).toString('base64url'));
  const kept = await secrets.get(secretKey);
  if (kept === undefined) {
    throw new MoraError('internal', 'The secret of the clip links could not be read. Please start the studio again.');
  }
  const secret = Buffer.from(kept.value, 'base64url');
  const sign = (clipId: string): string =>
    createHmac('sha256', secret).update(clipId).digest('base64url').slice(0, signatureLength);
  return {
    pageUrl: (clipId) => (publicUrl === undefined ? undefined : `${publicUrl}/clips/${clipId}/${sign(clipId)}`),
    check(clipId, signature) {
      const given = Buffer.from(signature);
      const right = Buffer.from(sign(clipId));
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
