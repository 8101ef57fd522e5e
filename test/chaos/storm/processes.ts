import { readdir, readFile } from 'node:fs/promises';

/** A process of this machine. */
export interface LiveProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All processes whose environment holds a text. Linux only, as it reads /proc. */
export async function processesWith(mark: string): Promise<readonly LiveProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  const found = await Promise.all(pids.map(async (pid) => look(pid, mark)));
  return found.filter((one) => one !== undefined);
}

async function look(pid: number, mark: string): Promise<LiveProcess | undefined> {
  try {
    const read = (name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, 'utf8');
    if (!(await read('environ')).includes(mark)) return undefined;
    const [status, command] = await Promise.all([read('status'), read('cmdline')]);
    const parent = Number(/^PPid:\s*(\d+)/mu.exec(status)?.[1]);
    return { pid, parent, command: command.replaceAll('\0', ' ').trim() };
  } catch {
    // It ended, or it is not ours to look at.
    return undefined;
  }
}
