import { describe, expect, it } from 'vitest';
import { runIdOf } from '../../../../workers/providers/comfyui/run-id.ts';
import { nodeTable } from '../../../fakes/comfyui/node-table.ts';
import { elsewhere, inputs, resultOf, roleOf } from './comfy-desk.ts';
import { surroundings } from './fake-desk.ts';

const { comfy, deskAt } = surroundings();

describe('where a run begins', () => {
  it('goes to the least busy server', async () => {
    const [busy, free] = [await comfy({ knobs: { pauseAfterSteps: 0 } }), await comfy()];
    busy.foreignRun();
    busy.foreignRun();
    const desk = await deskAt([busy, free]);
    const turn = await desk.turn();
    await desk.role('sdxl', 'text-to-image').start(inputs.picture, turn);
    expect([busy.prompts.length, free.prompts.length]).toEqual([0, 1]);
    expect(desk.provider('sdxl').turns).toBe(4);
  });

  it('spreads turns that begin at the same moment', async () => {
    const fakes = [await comfy({ knobs: { pauseAfterSteps: 0 } }), await comfy({ knobs: { pauseAfterSteps: 0 } })];
    const desk = await deskAt(fakes);
    const role = desk.role('sdxl', 'text-to-image');
    const turns = [await desk.turn(), await desk.turn(), await desk.turn(), await desk.turn()];
    await Promise.all(turns.map((turn) => role.start(inputs.picture, turn)));
    expect(fakes.map(({ prompts }) => prompts.length)).toEqual([2, 2]);
  });

  it('leaves out servers that are away, and those that cannot run it', async () => {
    const [away, poor, able] = [
      await comfy(),
      await comfy({ table: nodeTable('new', ['svd_xt.safetensors']) }),
      await comfy(),
    ];
    await away.crash();
    const desk = await deskAt([away, poor, able]);
    const turn = await desk.turn();
    expect(await desk.role('svd', 'image-to-video').start(inputs.clip(await desk.picture()), turn)).toMatchObject({
      url: able.url,
    });
    expect(poor.prompts).toEqual([]);
  });

  it('does not wait for one that was away while another is there', async () => {
    const [locked, there] = [await comfy({ credentials: 'a:b' }), await comfy()];
    const desk = await deskAt([locked, there]);
    await desk.vendor.inspect({ live: false, signal: new AbortController().signal });
    const asked = locked.requests.length;
    const turn = await desk.turn();
    expect(await desk.role('sdxl', 'text-to-image').start(inputs.picture, turn)).toMatchObject({ url: there.url });
    expect(locked.requests).toHaveLength(asked);
  });

  it('asks the next where one goes away before the run is handed in', async () => {
    const [first, second] = [await comfy(), await comfy()];
    const desk = await deskAt([first, second]);
    first.fault({ kind: 'answer', path: '/prompt', status: 503 });
    const turn = await desk.turn();
    expect(await desk.role('sdxl', 'text-to-image').start(inputs.picture, turn)).toMatchObject({ url: second.url });
  });

  it('is nowhere when all are away: later somebody may be there', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    await fake.crash();
    const turn = await desk.turn();
    await expect(role.start(inputs.picture, turn)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await fake.restart();
    expect(await role.start(inputs.picture, turn)).toMatchObject({ url: fake.url });
  });

  it('tells why a server did not take the workflow, and does not try it again', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const turn = await desk.turn();
    const role = desk.role('svd', 'image-to-video');
    await role.start(inputs.clip(await desk.picture()), turn);
    // A file that was there a moment ago.
    fake.setTable(nodeTable('new', ['svd_xt.safetensors']));
    const failure = role.start(inputs.clip(await desk.picture()), await desk.turn());
    await expect(failure).rejects.toMatchObject({ code: 'provider-failed', retryable: false });
    await expect(failure).rejects.toThrow(
      /ImageOnlyCheckpointLoader 1: Value not in list: ckpt_name: 'svd_xt.safetensors'/u,
    );
  });

  it('passes a name and password to the proxy before the server, with everything, and keeps them to itself', async () => {
    const fake = await comfy({ credentials: 'mora:geheim!' });
    const url = fake.url.replace('http://', 'http://mora:geheim%21@');
    const desk = await deskAt([{ url }]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    expect(operation).toMatchObject({ url: fake.url });
    await role.collect(await resultOf(role, operation, turn), inputs.picture, turn);
    expect(fake.sockets().count()).toBe(1);
  });

  it('says so where the server wants credentials', async () => {
    const fake = await comfy({ credentials: 'mora:secret' });
    const desk = await deskAt([fake]);
    const turn = await desk.turn();
    await expect(desk.role('sdxl', 'text-to-image').start(inputs.picture, turn)).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect.poll(() => desk.provider('sdxl').stopped?.()).toContain('it wants a name and password');
  });
});

describe('a run whose beginning was cut', () => {
  it('is uncertain and found where it had arrived; nothing is handed in twice', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    fake.fault({ kind: 'cut', path: '/prompt', when: 'after' });
    await expect(role.start(inputs.picture, turn)).rejects.toMatchObject({ code: 'uncertain' });
    const found = await role.find(inputs.picture, turn);
    expect(found).toEqual({ url: fake.url, runId: runIdOf(turn.mark) });
    if (found === undefined) return;
    await resultOf(role, found, turn);
    // Found in its history, too, and by another process.
    expect(await roleOf(elsewhere(desk), 'text-to-image').find(inputs.picture, turn)).toEqual(found);
    expect(fake.prompts).toHaveLength(1);
  });

  it('is uncertain and not found where it had not', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    fake.fault({ kind: 'cut', path: '/prompt', when: 'before' });
    await expect(role.start(inputs.picture, turn)).rejects.toMatchObject({ code: 'uncertain' });
    expect(await role.find(inputs.picture, turn)).toBeUndefined();
  });

  it('is found on old servers that gave it another id: waiting, running, ended', async () => {
    const fake = await comfy({ knobs: { ownIds: false, pauseAfterSteps: 1 } });
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const [running, waiting] = [await desk.turn(), await desk.turn()];
    const operation = await role.start(inputs.picture, running);
    expect(operation).not.toMatchObject({ runId: runIdOf(running.mark) });
    const queued = await role.start(inputs.picture, waiting);
    expect(await role.find(inputs.picture, running)).toEqual(operation);
    expect(await role.find(inputs.picture, waiting)).toEqual(queued);
    fake.resume();
    await resultOf(role, operation, running);
    expect(await role.find(inputs.picture, running)).toEqual(operation);
    // Its progress was heard under the other id.
    expect(fake.prompts).toHaveLength(2);
  });

  it('is heard to its end where it was aborted while it was handed in: then it can be stopped by its name', async () => {
    const fake = await comfy({ knobs: { pauseAfterSteps: 0 } });
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const controller = new AbortController();
    const turn = await desk.turn(controller.signal);
    fake.fault({ kind: 'delay', path: '/prompt', ms: 100 });
    const starting = role.start(inputs.picture, turn);
    await expect.poll(() => fake.requests.some(({ path }) => path === '/prompt')).toBe(true);
    controller.abort();
    const operation = await starting;
    await role.cancel(operation, new AbortController().signal);
    await expect.poll(() => fake.engine.running()).toEqual([]);
    // One that was not handed in yet is not.
    await expect(role.start(inputs.picture, turn)).rejects.toThrow(/abort/iu);
    expect(fake.prompts).toHaveLength(1);
  });

  it('is looked for on every server, and one that is away does not hide it', async () => {
    const [away, other, host] = [await comfy(), await comfy(), await comfy()];
    const desk = await deskAt([host]);
    const turn = await desk.turn();
    const operation = await desk.role('sdxl', 'text-to-image').start(inputs.picture, turn);
    await away.crash();
    const all = await deskAt([away, other, host]);
    const role = all.role('sdxl', 'text-to-image');
    expect(await role.find(inputs.picture, turn)).toEqual(operation);
    await other.crash();
    await host.crash();
    await expect(role.find(inputs.picture, turn)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
