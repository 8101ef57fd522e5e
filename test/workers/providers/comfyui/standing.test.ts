import { describe, expect, it } from 'vitest';
import { runIdOf } from '../../../../workers/providers/comfyui/run-id.ts';
import { elsewhere, follow, inputs, roleOf } from './comfy-desk.ts';
import { surroundings } from './fake-desk.ts';

const { comfy, deskAt } = surroundings();

describe('how a run stands', () => {
  it('waits in the queue with its place, runs, and is made', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 0 } });
    const desk = await deskAt([fake]);
    fake.foreignRun();
    fake.foreignRun();
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    expect(await role.poll(operation, turn)).toMatchObject({
      state: 'running',
      progress: { phase: 'waiting for a free GPU, 2 ahead' },
    });
    fake.resume();
    expect((await follow(role, operation, turn)).at(-1)).toMatchObject({ state: 'made' });
  });

  it.each([
    ['an error', 'RuntimeError', 'shapes do not fit', /failed at this/u],
    ['too little memory', 'torch.OutOfMemoryError', 'Allocation on device', /memory of the GPU is too small/u],
  ])('ends with %s in plain words, the reason in the log', async (_what, type, message, said) => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    fake.fault({ kind: 'run-fails', type, message });
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const last = (await follow(role, await role.start(inputs.picture, turn), turn)).at(-1);
    if (last?.state !== 'failed') throw new Error('it did not fail');
    expect(last.error).toMatchObject({ code: 'provider-failed' });
    expect(last.error.userMessage).toMatch(said);
    expect(last.error.userMessage).not.toContain(message);
    expect(last.error.message).toContain(`KSamplerAdvanced: ${type}: ${message}`);
  });

  it('ends where somebody stops it on the server', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 1 } });
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    await expect.poll(() => fake.engine.running().length).toBe(1);
    fake.engine.interrupt();
    const last = (await follow(role, operation, turn)).at(-1);
    expect(last).toMatchObject({ state: 'failed', error: { code: 'provider-failed' } });
  });

  it('ends where the workflow wrote nothing, or no video', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    fake.fault({ kind: 'no-file' });
    const role = desk.role('svd', 'image-to-video');
    const turn = await desk.turn();
    const input = inputs.clip(await desk.picture());
    const nothing = (await follow(role, await role.start(input, turn), turn)).at(-1);
    if (nothing?.state !== 'failed') throw new Error('it did not fail');
    expect(nothing.error.userMessage).toContain('it has to save an MP4');
    expect(nothing.error.retryable).toBe(false);
  });

  it('is lost where the server was started anew', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 1 } });
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    await fake.crash();
    await expect(role.poll(operation, turn)).rejects.toMatchObject({ code: 'unavailable' });
    await fake.restart();
    expect(await role.poll(operation, turn)).toMatchObject({
      state: 'failed',
      error: { code: 'provider-failed', retryable: true },
    });
  });

  it('is lost where the server is away for too long', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 1 } });
    const desk = await deskAt([fake], { timing: { awayLimitMs: 0 } });
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    await fake.crash();
    expect(await role.poll(operation, turn)).toMatchObject({ state: 'failed', error: { code: 'provider-failed' } });
  });

  it('is lost where the server is not set up any more', async () => {
    const [fake, other] = [await comfy(), await comfy()];
    const desk = await deskAt([other]);
    const turn = await desk.turn();
    const role = desk.role('sdxl', 'text-to-image');
    expect(await role.poll({ url: fake.url, runId: runIdOf(turn.mark) }, turn)).toMatchObject({ state: 'failed' });
    expect(fake.requests).toEqual([]);
    await role.cancel({ url: fake.url, runId: runIdOf(turn.mark) }, turn.signal);
  });

  it('is asked by another process, which knows no more than the server tells', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 1 } });
    const desk = await deskAt([fake]);
    const turn = await desk.turn();
    const operation = await desk.role('sdxl', 'text-to-image').start(inputs.picture, turn);
    const role = roleOf(elsewhere(desk), 'text-to-image');
    await expect.poll(() => role.poll(operation, turn)).toMatchObject({ progress: { phase: 'working' } });
    fake.resume();
    expect((await follow(role, operation, turn)).at(-1)?.state).toBe('made');
  });

  it('is not asked any more once the turn is aborted', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const controller = new AbortController();
    const turn = await desk.turn(controller.signal);
    const role = desk.role('sdxl', 'text-to-image');
    const operation = await role.start(inputs.picture, turn);
    controller.abort();
    await expect(role.poll(operation, turn)).rejects.toThrow(/abort/iu);
  });
});
