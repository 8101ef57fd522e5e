import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/core/log.ts';
import type { StageProgress } from '../../../../src/core/provider.ts';
import { ProgressSocket } from '../../../../workers/providers/comfyui/progress-socket.ts';
import { followRun } from '../../../../workers/providers/comfyui/run-progress.ts';
import { inputs, follow } from './comfy-desk.ts';
import { surroundings } from './fake-desk.ts';

const { comfy, deskAt, media } = surroundings();

/** The percents of what was told, in order. */
const percents = (told: readonly (StageProgress | undefined)[]): number[] => told.flatMap((one) => one?.percent ?? []);

describe('progress', () => {
  it('is told step by step, with a preview that people can see', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 12 } });
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    const look = async (): Promise<StageProgress | undefined> => {
      const standing = await role.poll(operation, turn);
      return standing.state === 'running' ? standing.progress : undefined;
    };
    // 12 of 30 steps and the seven nodes before them, of 39.
    await expect.poll(look).toMatchObject({ phase: 'painting', percent: 49, preview: expect.any(String) });
    const preview = (await look())?.preview;
    await using file = await desk.artifacts.open(preview ?? '');
    expect(await media().takeImage(file.path, `${turn.scratchDir}/seen.png`)).toEqual({ width: 64, height: 48 });
    fake.resume();
    const last = (await follow(role, operation, turn)).at(-1);
    expect(last?.state).toBe('made');
  });

  it.each([true, false])('previews come with and without the name of their run (%s)', async (describedPreviews) => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 2, describedPreviews } });
    const desk = await deskAt([fake]);
    const role = desk.role('svd', 'image-to-video');
    const turn = await desk.turn();
    const operation = await role.start(inputs.clip(await desk.picture()), turn);
    await expect
      .poll(() => role.poll(operation, turn))
      .toMatchObject({ progress: { phase: 'drawing frames', preview: expect.stringContaining(turn.stageId) } });
  });

  it('goes on where the connection was cut, and never back', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 3 } });
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    const told: (StageProgress | undefined)[] = [];
    const look = async (): Promise<StageProgress | undefined> => {
      const standing = await role.poll(operation, turn);
      told.push(standing.state === 'running' ? standing.progress : undefined);
      return told.at(-1);
    };
    await expect.poll(look).toMatchObject({ percent: 26 });
    fake.sockets().cut();
    // A run goes on while nobody hears of it, and is asked for all the same.
    await expect.poll(look).toMatchObject({ percent: 26 });
    await expect.poll(() => fake.sockets().open().length).toBe(1);
    fake.set({ pauseAfterSteps: 20 });
    fake.engine.resume();
    await expect.poll(look).toMatchObject({ percent: 69 });
    fake.resume();
    expect((await follow(role, operation, turn)).at(-1)?.state).toBe('made');
    expect(percents(told)).toEqual(percents(told).toSorted((a, b) => a - b));
  });

  it('opens the connection anew where it fell silent, as one does that was replaced', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 3 } });
    const desk = await deskAt([fake], { timing: { socketSilentMs: 0 } });
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    const [client = ''] = fake.sockets().open();
    // Somebody else says to be this client, and the server talks to nobody else from now on.
    const other = new WebSocket(`${fake.url.replace('http', 'ws')}/ws?clientId=${client}`);
    await expect.poll(() => fake.sockets().count()).toBe(2);
    await expect
      .poll(async () => {
        await role.poll(operation, turn);
        return fake.sockets().count();
      })
      .toBeGreaterThan(2);
    other.close();
    fake.resume();
    expect((await follow(role, operation, turn)).at(-1)?.state).toBe('made');
  });

  it('needs no connection: without one a run is made as well', async () => {
    const fake = await comfy();
    fake.sockets().accept(false);
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    expect((await follow(role, operation, turn)).at(-1)?.state).toBe('made');
  });

  it('uses one connection for all runs, and none when nothing runs', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 1 } });
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const [first, second] = [await desk.turn(), await desk.turn()];
    expect(fake.sockets().count()).toBe(0);
    const operations = [await role.start(inputs.picture, first), await role.start(inputs.picture, second)] as const;
    expect(fake.sockets().open()).toHaveLength(1);
    fake.resume();
    await follow(role, operations[0], first);
    expect(fake.sockets().open()).toHaveLength(1);
    await follow(role, operations[1], second);
    await expect.poll(() => fake.sockets().open()).toEqual([]);
    expect(fake.sockets().count()).toBe(1);
    // The next one comes under a new name: the server may still have to forget the old one.
    const third = await desk.turn();
    await follow(role, await role.start(inputs.picture, third), third);
    const clients = fake.prompts.map(({ extra }) => extra['client_id']);
    expect(new Set(clients).size).toBe(2);
  });

  it('lets go of a run that nobody asks for any more', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 1 } });
    const socket = new ProgressSocket({
      urlOf: (client) => `${fake.url.replace('http', 'ws')}/ws?clientId=${client}`,
      headers: {},
      server: 'fake',
      logger: silentLogger(),
    });
    await socket.watch('run-1', followRun({}, 'image'));
    socket.forgetIdle(60_000);
    expect(socket.progressOf('run-1')).toBeDefined();
    socket.forgetIdle(0);
    expect(socket.progressOf('run-1')).toBeUndefined();
    await expect.poll(() => fake.sockets().open()).toEqual([]);
    socket.close();
  });

  it('hears nothing of others', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 1 } });
    const desk = await deskAt([fake]);
    fake.foreignRun();
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    await expect
      .poll(() => role.poll(operation, turn))
      .toMatchObject({ progress: { phase: 'waiting for a free GPU' } });
    const standing = await role.poll(operation, turn);
    expect(standing.state === 'running' ? standing.progress : undefined).toEqual({ phase: 'waiting for a free GPU' });
  });
});
