/** Where a command writes: results to standard output, progress to standard error and only for people. */
export interface Terminal {
  readonly print: (line: string) => void;
  /** Shows one line that the next one replaces. */
  progress(line: string): void;
  /** Ends the line of progress, so that what follows starts on its own. */
  endProgress(): void;
}

/** The terminal of this process. Progress is left out where standard error is no terminal. */
export function processTerminal(out: NodeJS.WriteStream, err: NodeJS.WriteStream): Terminal {
  let shown = false;
  return {
    print: (line) => void out.write(`${line}\n`),
    progress(line) {
      if (!err.isTTY) return;
      shown = true;
      err.write(`\r\u001B[K${line.slice(0, Math.max(20, err.columns - 1))}`);
    },
    endProgress() {
      if (shown) err.write('\r\u001B[K');
      shown = false;
    },
  };
}
