import { systemCode } from '../errors.ts';

/** A server that ends connections or is not up yet: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const connectionLossCode = /^(?:57P0[123]|08...)$/u;

/** BullMQ tries again on the code of a refused connection only; PostgreSQL has many ways to say the same. */
export function markConnectionLoss(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = systemCode(error);
  const lost =
    code === undefined
      ? /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/u.test(
          error.message,
        )
      : code === 'ECONNRESET' || code === 'EPIPE' || connectionLossCode.test(code);
  return lost ? Object.assign(error, { code: 'ECONNREFUSED' }) : error;
}
