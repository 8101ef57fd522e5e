import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIdOf } from '../../../../workers/providers/comfyui/run-id.ts';
import { inputs, resultOf } from './comfy-desk.ts';
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

  it('is no video where half of its file is missing: fetching it again may help', async () => {
    const fake = await comfy();
    const desk = await deskAt([fake]);
    const role = desk.role('svd', 'image-to-video');
    const turn = await desk.turn();
    const input = inputs.clip(await desk.picture());
    const result = await resultOf(role, await role.start(input, turn), turn);
    for (const [name, bytes] of fake.files) fake.files.set(name, bytes.subarray(0, bytes.length / 2));
    await expect(role.collect(result, input, turn)).rejects.toMatchObject({ code: 'provider-failed', retryable: true });
    expect(await desk.artifacts.find(`${turn.stageId}-video`)).toBeUndefined();
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
