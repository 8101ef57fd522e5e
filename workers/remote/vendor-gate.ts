import { MoraError } from '../../src/core/errors.ts';
import type { Logger } from '../../src/core/log.ts';

/** Keeps a vendor from being asked with credentials that it refused. */
export interface VendorGate {
  /** Throws `unauthorized`, with how long to wait, while the vendor is not to be asked. */
  check(): void;
  /** Takes note that the credentials were refused, tells the operator once, and returns what to throw. */
  refused(detail: string): MoraError;
  /** Takes note that the credentials were taken. */
  worked(): void;
  /** Why the vendor is not asked now, for the operator; undefined while it is. */
  reason(): string | undefined;
}

interface GateOptions {
  /** The vendor's name for people. */
  readonly label: string;
  readonly logger: Logger;
  /** How long it is left alone after a refusal; then the next turn tries again. */
  readonly restMs?: number;
  readonly now?: () => number;
}

/** Long enough not to bother anybody, short enough that mended credentials are soon used. */
const defaultRestMs = 90_000;

/** Opens the gate of one vendor in one process. */
export function createVendorGate({ label, logger, restMs = defaultRestMs, now = Date.now }: GateOptions): VendorGate {
  let closed: { readonly untilMs: number; readonly detail: string } | undefined;
  const isClosed = (): boolean => closed !== undefined && now() < closed.untilMs;

  function error(): MoraError {
    return new MoraError(
      'unauthorized',
      `${label} does not accept the studio's credentials, or has no credit left. Ask the operator to look at them; the task waits a while.`,
      { waitMs: restMs, ...(closed === undefined ? {} : { detail: closed.detail }) },
    );
  }

  return {
    check() {
      if (isClosed()) throw error();
    },
    refused(detail) {
      // One alert until it works again, however many turns find out.
      if (closed === undefined) {
        logger.error({ vendor: label, detail }, 'provider-stopped');
      }
      closed = { untilMs: now() + restMs, detail };
      return error();
    },
    worked() {
      if (closed !== undefined) logger.info({ vendor: label }, 'provider-works-again');
      closed = undefined;
    },
    reason: () => (isClosed() ? closed?.detail : undefined),
  };
}
