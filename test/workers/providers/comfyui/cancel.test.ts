import { describe, expect, it } from 'vitest';
import type { FakeComfyui } from '../../../fakes/comfyui/fake-comfyui.ts';
import { inputs } from './comfy-desk.ts';
import { surroundings } from './fake-desk.ts';

const { comfy, deskAt } = surroundings();

const idsOf = (items: readonly (readonly unknown[])[]): unknown[] => items.map((item) => item[1]);
const posts = (fake: FakeComfyui): string[] =>
  fake.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);

describe('stopping a run', () => {
  it.each([
    ['a new server', true],
    ['an old server', false],
  ])('takes one that waits out of the queue of %s, and leaves the others alone', async (_what, jobsApi) => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 0, jobsApi } });
    const desk = await deskAt([fake]);
    const foreign = [fake.foreignRun(), fake.foreignRun()];
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    await role.cancel(operation, turn.signal);
    expect(idsOf([...fake.engine.running(), ...fake.engine.pending()])).toEqual(foreign);
    expect(posts(fake)).not.toContain('/interrupt');
  });

  it.each([
    ['a new server', true],
    ['an old server', false],
  ])('interrupts one that runs on %s, and leaves the others alone', async (_what, jobsApi) => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 0, jobsApi } });
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    const foreign = fake.foreignRun();
    await role.cancel(operation, turn.signal);
    await expect.poll(() => idsOf(fake.engine.running())).toEqual([foreign]);
    expect(await role.poll(operation, turn)).toMatchObject({ state: 'failed' });
    expect(posts(fake).filter((path) => path === '/interrupt')).toHaveLength(jobsApi ? 0 : 1);
  });

  it.each([true, false])('is no error for one that has ended or is not known (%s)', async (jobsApi) => {
    const fake = await comfy({ knobs: { jobsApi, pauseAfterSteps: 0 } });
    const desk = await deskAt([fake]);
    const foreign = fake.foreignRun();
    const role = desk.role('sdxl', 'text-to-image');
    const { signal } = await desk.turn();
    await role.cancel({ url: fake.url, runId: '00000000-0000-4000-8000-000000000000' }, signal);
    expect(idsOf(fake.engine.running())).toEqual([foreign]);
    expect(posts(fake)).not.toContain('/interrupt');
  });

  it('says so where the server cannot be reached', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 0 } });
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    await fake.crash();
    await expect(role.cancel(operation, turn.signal)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('closes the connection that listened for it', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 0 } });
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    expect(fake.sockets().open()).toHaveLength(1);
    await role.cancel(operation, turn.signal);
    await expect.poll(() => fake.sockets().open()).toEqual([]);
  });
});
