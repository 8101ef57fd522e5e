/** Somebody who works tasks of four stages and a delivery, all of which cost nothing. */
export interface Line extends AsyncDisposable {
  /** Puts so many tasks in at once; resolves when the last one is delivered. */
  run(tasks: number): Promise<void>;
}

/** Jobs of a queue at a time, the same for everybody. */
export const concurrency = 4;
