import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OperationRole } from '../../../../src/core/provider.ts';
import { playRole } from '../../../../workers/remote/play-role.ts';
import { defaultRemoteTiming, type RemoteTurn } from '../../../../workers/remote/turn.ts';
import { inputs, type Turn } from './comfy-desk.ts';
import { surroundings } from './fake-desk.ts';

const { comfy, deskAt } = surroundings();
const timing = { ...defaultRemoteTiming, pollMs: 5, searchMs: 200, inheritMs: 200, searchGapMs: 10, fetchRetryMs: 5 };

/** A turn as the driver of the workers has it. */
function turnOf(context: Turn, unwanted = new AbortController().signal): RemoteTurn<'text-to-image'> {
  const onPoke = (): Disposable => ({ [Symbol.dispose]: () => undefined });
  return { provider: 'comfyui/sdxl', input: inputs.picture, context, unwanted, onPoke, timing };
}

describe('with the driver of the workers', () => {
  it.each([
    ['after it arrived', 'after', 1],
    ['before it arrived', 'before', 1],
  ] as const)('a run whose request was cut %s runs once', async (_what, when, runs) => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    fake.fault({ kind: 'cut', path: '/prompt', when });
    const context = await desk.turn();
    const play = () => playRole('text-to-image', role, turnOf(context));
    // One that surely never began is begun by the next try of the stage.
    const made = await play().catch(play);
    expect(made.output).toEqual({ image: { artifact: `${context.stageId}-image` } });
    expect(fake.prompts).toHaveLength(runs);
    expect(await play()).toEqual(made);
    expect(fake.prompts).toHaveLength(runs);
  });

  it('a run that nobody wants any more is stopped on its server', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 1 } });
    const desk = await deskAt([fake]);
    const controller = new AbortController();
    const context = await desk.turn(controller.signal);
    const role: OperationRole<'text-to-image'> = desk.role('sdxl', 'text-to-image');
    const playing = playRole('text-to-image', role, turnOf(context, controller.signal));
    await expect.poll(() => fake.engine.running().length).toBe(1);
    controller.abort();
    await expect(playing).rejects.toMatchObject({ code: 'cancelled' });
    expect(fake.engine.pending()).toEqual([]);
    await expect.poll(() => fake.engine.running()).toEqual([]);
  });

  it('a run goes on where its worker was shut down, in the next one', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 1 } });
    const desk = await deskAt([fake]);
    const shutdown = new AbortController();
    const first = await desk.turn(shutdown.signal);
    const role = desk.role('sdxl', 'text-to-image');
    const playing = playRole('text-to-image', role, turnOf(first));
    await expect.poll(() => first.reports.length).toBeGreaterThan(0);
    shutdown.abort();
    await expect(playing).rejects.toMatchObject({ code: 'cancelled' });
    fake.resume();
    const { stageId } = first;
    const next = { ...(await desk.turn()), stageId };
    const { output } = await playRole('text-to-image', role, turnOf(next));
    expect(output.image.artifact).toBe(`${stageId}-image`);
    expect(fake.prompts).toHaveLength(1);
  });
});

describe('with a server in a process of its own', () => {
  const seenSchema = z.object({ prompts: z.array(z.object({ id: z.string() })) });

  it('a run ends with the process that worked on it, and is made by the next one', async () => {
    const program = path.join(import.meta.dirname, '../../../fakes/comfyui/serve.ts');
    const open = async (port = '0'): Promise<{ child: ReturnType<typeof spawn>; url: string }> => {
      const child = spawn(process.execPath, [...process.execArgv, program, port], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const lines = createInterface({ input: child.stdout });
      for await (const line of lines) return { child, url: line };
      throw new Error('it ended without a word');
    };
    let server = await open();
    try {
      const { url } = server;
      const desk = await deskAt([{ url }]);
      const tell = (command: object): Promise<Response> =>
        fetch(`${url}/_control`, { method: 'POST', body: JSON.stringify(command) });
      await tell({ do: 'set', knobs: { pauseAfterSteps: 1 } });
      const context = await desk.turn();
      const play = () => playRole('text-to-image', desk.role('sdxl', 'text-to-image'), turnOf(context));
      const first = play();
      await expect.poll(() => context.reports.some(({ percent }) => percent !== undefined)).toBe(true);
      server.child.kill('SIGKILL');
      await once(server.child, 'exit');
      server = await open(new URL(url).port);
      await expect(first).rejects.toMatchObject({ code: 'provider-failed', retryable: true });
      const { output } = await play();
      expect(output.image.artifact).toBe(`${context.stageId}-image`);
      const seen = seenSchema.parse(await (await fetch(`${url}/_seen`)).json());
      expect(seen.prompts).toHaveLength(1);
    } finally {
      server.child.kill('SIGTERM');
      await once(server.child, 'exit');
    }
  });
});
