import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Provider } from '../../../../src/core/provider.ts';
import { runIdOf } from '../../../../workers/providers/comfyui/run-id.ts';
import { nodeTable } from '../../../fakes/comfyui/node-table.ts';
import { follow, inputs, resultOf, roleOf, type ComfyDesk } from './comfy-desk.ts';
import { surroundings } from './fake-desk.ts';

const { comfy, deskAt, media } = surroundings();

describe('a run', () => {
  it('makes a picture of exactly the size asked for, and hands in what the server wants', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const operation = await role.start(inputs.picture, turn);
    expect(operation).toEqual({ url: fake.url, runId: runIdOf(turn.mark) });
    const made = await role.collect(await resultOf(role, operation, turn), inputs.picture, turn);
    expect(made).toEqual({ output: { image: { artifact: `${turn.stageId}-image` } } });
    await using file = await desk.artifacts.open(`${turn.stageId}-image`);
    expect(await media().takeImage(file.path, path.join(turn.scratchDir, 'look.png'))).toEqual({
      width: 128,
      height: 72,
    });

    const [prompt] = fake.prompts;
    expect(prompt).toMatchObject({
      id: runIdOf(turn.mark),
      extra: { mora_run: runIdOf(turn.mark), preview_method: 'auto' },
      graph: {
        '3': { inputs: { text: 'a paper boat' } },
        '7': { inputs: { width: 1344, height: 768 } },
        '8': { inputs: { noise_seed: 7 } },
      },
    });
    expect(fake.prompts).toHaveLength(1);
  });

  it('changes a picture, which is uploaded under the name of the run', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const image = await desk.picture();
    for (const name of ['instruct-pix2pix', 'qwen-edit']) {
      const role = desk.role(name, 'image-to-image');
      const turn = await desk.turn();
      const operation = await role.start(inputs.edit(image), turn);
      const { output } = await role.collect(await resultOf(role, operation, turn), inputs.edit(image), turn);
      expect(output.image.artifact).toBe(`${turn.stageId}-image`);
      const uploaded = fake.inputs.get(`mora/${runIdOf(turn.mark)}-first.png`);
      await using kept = await desk.artifacts.open(image);
      expect(uploaded?.equals(await readFile(kept.path))).toBe(true);
    }
  });

  it('moves a picture: 25 frames in four seconds with SVD', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const role = desk.role('svd', 'image-to-video');
    const turn = await desk.turn();
    const input = inputs.clip(await desk.picture());
    const operation = await role.start(input, turn);
    const { output, costUsd } = await role.collect(await resultOf(role, operation, turn), input, turn);
    expect(output).toMatchObject({ video: `${turn.stageId}-video`, repeatsStart: true, steady: false });
    expect(output.facts).toMatchObject({ frames: 25, codec: 'h264' });
    expect(output.facts.durationS).toBeCloseTo(4, 1);
    expect(costUsd).toBeUndefined();
  });

  it('goes from a first to a last picture with Wan, in exactly the time asked for', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const role = desk.role('wan-2.2', 'connect');
    const turn = await desk.turn();
    const input = inputs.connect(await desk.picture('teal'), await desk.picture('navy'));
    const operation = await role.start(input, turn);
    const { output } = await role.collect(await resultOf(role, operation, turn), input, turn);
    expect(output).toMatchObject({ repeatsEnds: true, facts: { frames: 33 } });
    expect(output.facts.durationS).toBeCloseTo(2, 1);
    const graph = fake.prompts[0]?.graph;
    expect(graph?.['7']?.inputs['image']).toBe(`mora/${runIdOf(turn.mark)}-first.png`);
    expect(graph?.['8']?.inputs['image']).toBe(`mora/${runIdOf(turn.mark)}-last.png`);
    expect(graph?.['5']?.inputs['text']).not.toBe('');
  });

  it("plays a person's own workflow, whose node tells its files in its own way", async () => {
    const fake = await comfy();
    const desk = await deskAt([fake], {
      async prepare(home) {
        const folder = path.join(home, 'workflows');
        await mkdir(folder);
        const graph = {
          '1': { class_type: 'LoadImage', inputs: { image: 'example.png' } },
          '2': { class_type: 'PreviewImage', inputs: { images: ['1', 0], filename_prefix: 'x' } },
          '3': { class_type: 'VHS_VideoCombine', inputs: { images: ['1', 0], frame_rate: 8, filename_prefix: 'x' } },
        };
        const mapping = {
          label: 'Mine',
          plays: ['image-to-video'],
          inputs: { image: '1.image' },
          output: '3',
          motion: { maxClipS: 1, takesText: false },
        };
        await writeFile(path.join(folder, 'mine.json'), JSON.stringify(graph));
        await writeFile(path.join(folder, 'mine.mora.json'), JSON.stringify(mapping));
      },
    });
    expect(desk.provider('mine')).toMatchObject({ label: 'Mine', motion: { maxClipS: 1, videoToVideo: false } });
    const role = desk.role('mine', 'image-to-video');
    const turn = await desk.turn();
    const input = inputs.clip(await desk.picture(), 1);
    const operation = await role.start(input, turn);
    const { output } = await role.collect(await resultOf(role, operation, turn), input, turn);
    expect(output.facts).toMatchObject({ frames: 8 });
  });

  it('is gone where its file was deleted before it was fetched', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const role = desk.role('sdxl', 'text-to-image');
    const turn = await desk.turn();
    const result = await resultOf(role, await role.start(inputs.picture, turn), turn);
    fake.files.clear();
    await expect(role.collect(result, inputs.picture, turn)).rejects.toMatchObject({ code: 'output-lost' });
  });
});

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

/** The provider as another process has it. */
function elsewhere(desk: ComfyDesk): Provider {
  const found = desk.another().providers.find(({ name }) => name === 'comfyui/sdxl');
  if (found === undefined) throw new Error('no provider');
  return found;
}

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
