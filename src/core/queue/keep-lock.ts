import type { UncheckedJob } from './jobs.ts';

/** Renewals within the life of a lock: some may be missed. */
const renewals = 6;

/**
 * Renews the lock of a job that runs, until disposed. Its timer heeds no clock of the day: BullMQ's own renews nothing
 * for as long as a clock was set back. `onLost` is called where somebody else may have the job by now.
 */
export function keepLock(
  job: Pick<UncheckedJob, 'extendLock'>,
  token: string,
  {
    lockMs,
    onLost,
    onError,
  }: { readonly lockMs: number; readonly onLost: () => void; readonly onError: (error: unknown) => void },
): Disposable {
  let asking = false;
  const timer = setInterval(() => {
    // While the store does not answer, one question is enough.
    if (asking) return;
    asking = true;
    void job
      .extendLock(token, lockMs)
      .then((kept) => {
        if (kept !== 1) onLost();
      })
      .catch(onError)
      .finally(() => (asking = false));
  }, lockMs / renewals);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
