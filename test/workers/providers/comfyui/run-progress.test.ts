import { describe, expect, it } from 'vitest';
import { nameModels } from '../../../../workers/providers/comfyui/model-files.ts';
import { readPreview } from '../../../../workers/providers/comfyui/read-preview.ts';
import { runIdOf } from '../../../../workers/providers/comfyui/run-id.ts';
import { followRun } from '../../../../workers/providers/comfyui/run-progress.ts';
import { stepWeights } from '../../../../workers/providers/comfyui/step-weights.ts';
import { instructPix2Pix } from '../../../../workers/providers/comfyui/templates/instruct-pix2pix.ts';
import { sdxl } from '../../../../workers/providers/comfyui/templates/sdxl.ts';

const model = nameModels({});
const { graph } = sdxl(model);

describe('how far a run is', () => {
  it('weighs samplers by their steps, all others by one', () => {
    expect([...stepWeights(graph).values()]).toEqual([1, 1, 1, 1, 1, 1, 1, 24, 6, 1, 1]);
    // The steps of a custom sampler stand in its scheduler, which itself takes no time.
    const custom = stepWeights(instructPix2Pix(model).graph);
    expect([custom.get('10'), custom.get('11')]).toEqual([1, 50]);
  });

  it('knows nothing before the run begins, and no percent before anything is done', () => {
    const run = followRun(graph, 'image');
    expect(run.now()).toBeUndefined();
    run.take('execution_start', { prompt_id: 'a' });
    expect(run.now()).toEqual({ phase: 'getting ready' });
    run.take('executing', { node: '1' });
    expect(run.now()).toEqual({ phase: 'loading the model' });
  });

  it('goes on step by step, from node to node, and never back', () => {
    const run = followRun(graph, 'image');
    const seen: (number | undefined)[] = [];
    const take = (type: string, data: object): void => {
      run.take(type, data);
      seen.push(run.now()?.percent);
    };
    take('executing', { node: '1' });
    take('executing', { node: '8' });
    for (let value = 1; value <= 24; value += 1) take('progress', { node: '8', value, max: 24 });
    expect(run.now()).toMatchObject({ phase: 'painting' });
    take('executing', { node: '9' });
    // A node of which the count begins anew is no step back.
    take('progress', { node: '9', value: 1, max: 6 });
    take('progress', { node: '9', value: 0, max: 6 });
    take('executing', { node: '11' });
    expect(run.now()).toMatchObject({ phase: 'writing the file' });
    const known = seen.flatMap((percent) => percent ?? []);
    expect(known).toEqual(known.toSorted((a, b) => a - b));
    expect(known.at(-1)).toBeLessThanOrEqual(100);
  });

  it('does not count what the server still has from before', () => {
    const run = followRun(graph, 'image');
    run.take('execution_cached', { nodes: ['1', '2', '3', '4', '5', '6', '7', '8'] });
    run.take('progress', { node: '9', value: 4, max: 6 });
    expect(run.now()?.percent).toBe(50);
  });

  it('reads the states of all nodes at once, by the node that people see', () => {
    const run = followRun(graph, 'video');
    run.take('progress_state', {
      nodes: {
        '1': { value: 1, max: 1, state: 'finished' },
        '8.0.0.1': { value: 12, max: 24, state: 'running', display_node_id: '8' },
      },
    });
    expect(run.now()).toEqual({ phase: 'drawing frames', percent: 33 });
  });

  it('knows the end, and passes by what it does not know', () => {
    for (const end of ['execution_success', 'execution_error', 'execution_interrupted']) {
      const run = followRun(graph, 'image');
      for (const data of [null, 7, {}, { node: 5 }, { nodes: 'x' }, { node: '8', value: 1, max: 0 }]) {
        for (const type of ['executing', 'progress', 'progress_state', 'execution_cached', 'executed', 'toString']) {
          run.take(type, data);
        }
      }
      expect(run.ended()).toBe(false);
      run.take(end, {});
      expect(run.ended()).toBe(true);
    }
  });
});

describe('a preview', () => {
  const uint32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const message = (...parts: Buffer[]): ArrayBuffer => new Uint8Array(Buffer.concat(parts)).buffer;
  const picture = Buffer.from('picture');

  it('is read bare and with its run', () => {
    expect(readPreview(message(uint32(1), uint32(1), picture))).toEqual({ bytes: new Uint8Array(picture) });
    const details = Buffer.from('{"prompt_id":"run-1"}');
    expect(readPreview(message(uint32(4), uint32(details.length), details, picture))).toEqual({
      bytes: new Uint8Array(picture),
      runId: 'run-1',
    });
  });

  it.each([
    ['nothing', message()],
    ['a text of a node', message(uint32(3), uint32(1), picture)],
    ['a length past the end', message(uint32(4), uint32(1000), picture)],
    ['no picture', message(uint32(1), uint32(1))],
  ])('is none in %s', (_what, bytes) => {
    expect(readPreview(bytes)).toBeUndefined();
  });

  it('may have details that nobody can read', () => {
    const details = Buffer.from('{oops');
    expect(readPreview(message(uint32(4), uint32(details.length), details, picture))).toEqual({
      bytes: new Uint8Array(picture),
    });
  });
});

describe('the id of a run', () => {
  it('is a UUID in lower case, the same for the same mark', () => {
    const id = runIdOf('task-1-clip-comfyui-svd-1');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(runIdOf('task-1-clip-comfyui-svd-1')).toBe(id);
    expect(runIdOf('task-1-clip-comfyui-svd-2')).not.toBe(id);
  });
});
