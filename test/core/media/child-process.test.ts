import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { silentLogger } from '../../../src/core/log.ts';
import { ChildProcessHost, type ChildProcessOptions } from '../../../src/core/media/child-process.ts';
import { refusalOf } from './refusal.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()));
});

function hostOf(options: Partial<ChildProcessOptions> = {}): ChildProcessHost {
  const entry = new URL('./fixtures/plain-child.ts', import.meta.url);
  const host = new ChildProcessHost({ entry, name: 'plain', logger: silentLogger(), idleMs: 3_600_000, ...options });
  cleanups.push(() => host.close());
  return host;
}

const patient = { timeoutMs: 25_000 } as const;
const pidProgress = z.object({ pid: z.int() });

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Starts an operation that never ends and waits until the child is in the middle of it. */
async function hang(host: ChildProcessHost, signal?: AbortSignal): Promise<{ pid: number; end: Promise<unknown> }> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const onProgress = (progress: unknown): void => resolve(pidProgress.parse(progress).pid);
  const end = host.request('hang', null, { ...patient, signal, onProgress });
  end.catch(() => {});
  return { pid: await promise, end };
}

describe('a child process', () => {
  it('returns what its handler returns and stays warm for the next request', async () => {
    const host = hostOf();
    await expect(host.request('echo', { a: [1, 'two'] }, patient)).resolves.toEqual({ a: [1, 'two'] });
    const first = await host.request('pid', null, patient);
    expect(await host.request('pid', null, patient)).toBe(first);
    expect(host.pid).toBe(first);
  });

  it('tells its progress in order', async () => {
    const heard: unknown[] = [];
    await hostOf().request('count', 5, { ...patient, onProgress: (progress) => heard.push(progress) });
    expect(heard).toEqual([1, 2, 3, 4, 5]);
  });

  it('sees nothing of the environment of its parent', async () => {
    const host = hostOf({ env: { WANTED: 'yes' } });
    const names = z.array(z.string()).parse(await host.request('environment', null, patient));
    expect(names.filter((name) => !name.startsWith('NODE_CHANNEL'))).toEqual(['WANTED']);
  });

  it('passes refusals through, and of faults only that there was one', async () => {
    const host = hostOf();
    await expect(host.request('refuse', null, patient)).rejects.toMatchObject({
      code: 'bad-media',
      userMessage: 'This is no picture.',
      retryable: false,
    });
    const fault = await refusalOf(host.request('stumble', null, patient));
    expect(fault).toMatchObject({ code: 'internal', retryable: true });
    expect(fault.userMessage).not.toContain('secret');
    await expect(host.request('unknown', null, patient)).rejects.toMatchObject({ code: 'internal' });
    await expect(host.request('constructor', null, patient)).rejects.toMatchObject({ code: 'internal' });
  });

  it('serves one request at a time, in order', async () => {
    const host = hostOf();
    const order: unknown[] = [];
    await Promise.all(
      [3, 2, 1].map(async (upTo) => {
        await host.request('count', upTo, { ...patient, onProgress: () => order.push(upTo) });
      }),
    );
    expect(order).toEqual([3, 3, 3, 2, 2, 1]);
  });

  it('turns its death into the error that its caller chose, and a new child serves the next', async () => {
    const host = hostOf();
    const crashError = { code: 'bad-media', userMessage: 'This file cannot be read.' } as const;
    await expect(host.request('crash', null, { ...patient, crashError })).rejects.toMatchObject(crashError);
    await expect(host.request('crash', null, patient)).rejects.toMatchObject({ code: 'internal' });
    await expect(host.request('echo', 1, patient)).resolves.toBe(1);
  });

  it('reports a kill from outside, in mid-work and at rest', async () => {
    const host = hostOf();
    const { pid, end } = await hang(host);
    process.kill(pid, 'SIGKILL');
    await expect(end).rejects.toMatchObject({ code: 'internal' });
    const resting = z.int().parse(await host.request('pid', null, patient));
    process.kill(resting, 'SIGKILL');
    await vi.waitFor(() => expect(isAlive(resting)).toBe(false), { timeout: 20_000 });
    await expect(host.request('pid', null, patient)).resolves.not.toBe(resting);
  });

  it('is killed by an abort, and the next request gets another', async () => {
    const host = hostOf();
    const controller = new AbortController();
    const { pid, end } = await hang(host, controller.signal);
    const next = host.request('pid', null, patient);
    controller.abort();
    await expect(end).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });
    expect(await next).not.toBe(pid);
  });

  it('ends when it takes more memory than it may, and the next request gets another', async () => {
    const host = hostOf();
    const crashError = { code: 'bad-media', userMessage: 'Too much.' } as const;
    await expect(host.request('grow', null, { ...patient, crashError })).rejects.toMatchObject({
      userMessage: 'Too much.',
    });
    expect(await host.request('echo', 'still here', patient)).toBe('still here');
  });

  it('is killed when time is up', async () => {
    const host = hostOf();
    const end = host.request('hang', null, { timeoutMs: 1 });
    await expect(end).rejects.toMatchObject({ code: 'timed-out' });
    await expect(host.request('echo', 2, patient)).resolves.toBe(2);
  });

  it('forgets a request that is aborted while it waits, and leaves the one before it alone', async () => {
    const host = hostOf();
    const running = new AbortController();
    const { pid } = await hang(host, running.signal);
    const waiting = new AbortController();
    const queued = host.request('echo', 1, { ...patient, signal: waiting.signal });
    const behind = host.request('echo', 2, patient);
    waiting.abort();
    await expect(queued).rejects.toMatchObject({ code: 'cancelled' });
    expect(isAlive(pid)).toBe(true);
    running.abort();
    await expect(behind).resolves.toBe(2);
  });

  it('is let go after its rest and after its share of requests', async () => {
    const brief = hostOf({ idleMs: 1 });
    await brief.request('echo', 1, patient);
    await vi.waitFor(() => expect(brief.pid).toBeUndefined(), { timeout: 20_000 });
    const worn = hostOf({ maxRequests: 2 });
    const pids = [
      await worn.request('pid', null, patient),
      await worn.request('pid', null, patient),
      await worn.request('pid', null, patient),
    ];
    expect(pids[0]).toBe(pids[1]);
    expect(pids[2]).not.toBe(pids[1]);
  });

  it('ends with its host, and so does what waits', async () => {
    const host = hostOf();
    const { pid, end } = await hang(host);
    const queued = host.request('echo', 1, patient);
    queued.catch(() => {});
    await host.close();
    expect(isAlive(pid)).toBe(false);
    await expect(end).rejects.toMatchObject({ code: 'cancelled' });
    await expect(queued).rejects.toMatchObject({ code: 'cancelled' });
    await expect(host.request('echo', 1, patient)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the parent of a child process', () => {
  function startParent(operation: string): ReturnType<typeof spawn> {
    const script = fileURLToPath(new URL('./fixtures/parent.ts', import.meta.url));
    const parent = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, operation], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    cleanups.push(async () => parent.kill('SIGKILL'));
    return parent;
  }

  async function firstLine(parent: ReturnType<typeof spawn>): Promise<unknown> {
    if (parent.stdout === null) throw new Error('the parent has no standard output');
    const lines = createInterface(parent.stdout);
    const [line] = z.tuple([z.string()]).parse(await once(lines, 'line'));
    return JSON.parse(line);
  }

  it('leaves no orphan when it is killed in mid-work', async () => {
    const parent = startParent('hang');
    const { pid } = pidProgress.parse(await firstLine(parent));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });
  });

  it('ends by itself while a child rests', async () => {
    const parent = startParent('pid');
    const exit = once(parent, 'exit');
    const pid = z.int().parse(await firstLine(parent));
    expect(await exit).toEqual([0, null]);
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });
  });
});
