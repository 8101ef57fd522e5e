import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NodeInfo } from '../../../../workers/providers/comfyui/answers.ts';
import { fillWorkflow } from '../../../../workers/providers/comfyui/fill-workflow.ts';
import { nameModels } from '../../../../workers/providers/comfyui/model-files.ts';
import { adaptTo, lacks } from '../../../../workers/providers/comfyui/needs.ts';
import { comfyuiSettingsSchema } from '../../../../workers/providers/comfyui/settings.ts';
import { shippedWorkflows } from '../../../../workers/providers/comfyui/templates/shipped.ts';
import { askOf, workingSize } from '../../../../workers/providers/comfyui/values.ts';
import type { Graph, Workflow } from '../../../../workers/providers/comfyui/workflow.ts';
import { allWorkflows, comfyuiPlayers } from '../../../../workers/providers/comfyui/workflows.ts';
import { checkPrompt } from '../../../fakes/comfyui/check-prompt.ts';
import { nodeTable, tellNode, type NodeTable } from '../../../fakes/comfyui/node-table.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const shipped = shippedWorkflows(nameModels({}));
const workflow = (name: string): Workflow => {
  const found = shipped.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no workflow ${name}`);
  return found;
};
/** What a server with these nodes knows. */
const knownTo = (table: NodeTable): ReadonlyMap<string, NodeInfo> =>
  // The fake tells nodes in the very form that is parsed.
  new Map(Object.entries(table).map(([name, kind]) => [name, tellNode(name, kind) as NodeInfo]));

const filled = {
  prompt: 'a boat',
  negativePrompt: 'blur',
  image: 'mora/a.png',
  lastImage: 'mora/b.png',
  seed: 0,
  width: 832,
  height: 480,
  frames: 81,
  fps: 16,
};

describe('the shipped workflows', () => {
  it.each(shipped)('$name is taken by old and new servers, with all values and with one picture', (one) => {
    for (const age of ['old', 'new'] as const) {
      const table = nodeTable(age);
      expect(lacks(one, knownTo(table))).toEqual([]);
      for (const values of [filled, { ...filled, lastImage: undefined }]) {
        const { lastImage, ...others } = values;
        const graph = fillWorkflow(
          one,
          lastImage === undefined ? others : { ...others, lastImage },
          'run-1',
          knownTo(table),
        );
        expect(checkPrompt(graph, table, (name) => name.startsWith('mora/'))).toBeUndefined();
      }
    }
  });

  it('tells who plays what without a server', () => {
    expect(comfyuiPlayers).toEqual({
      'comfyui/sdxl': { plays: ['text-to-image'] },
      'comfyui/instruct-pix2pix': { plays: ['image-to-image'] },
      'comfyui/qwen-edit': { plays: ['image-to-image'] },
      'comfyui/svd': { plays: ['image-to-video'] },
      'comfyui/wan-2.2': { plays: ['image-to-video', 'connect'] },
    });
  });

  it('makes 25 frames in four seconds with SVD, as the paper does', () => {
    expect(workflow('svd').motion).toEqual({
      videoToVideo: false,
      takesText: false,
      frames: 25,
      fps: 6.25,
      maxClipS: 4,
      chainS: 4,
    });
  });
});

describe('filling a workflow', () => {
  it('writes each value into all of its places, the seed 0 too, and leaves the template alone', () => {
    const sdxl = workflow('sdxl');
    const graph = fillWorkflow(sdxl, { ...filled, seed: 0 }, 'run-1', knownTo(nodeTable()));
    expect(graph['3']?.inputs['text']).toBe('a boat');
    expect(graph['5']?.inputs['text']).toBe('a boat');
    expect(graph['6']?.inputs['text']).toBe('blur');
    expect([graph['8']?.inputs['noise_seed'], graph['9']?.inputs['noise_seed']]).toEqual([0, 0]);
    expect(graph['11']?.inputs['filename_prefix']).toBe('mora/run-1');
    expect(sdxl.graph['3']?.inputs['text']).toBe('');
  });

  it('takes out a picture that is not there, with what loads it', () => {
    const { lastImage: _last, ...values } = filled;
    const graph = fillWorkflow(workflow('wan-2.2'), values, 'run-1', knownTo(nodeTable()));
    expect(graph['8']).toBeUndefined();
    expect(graph['9']?.inputs).not.toHaveProperty('end_image');
    expect(graph['9']?.inputs['start_image']).toEqual(['7', 0]);
  });

  it('takes out what only handles that picture, too', () => {
    const wan = workflow('wan-2.2');
    const scale = { image: ['8', 0], upscale_method: 'lanczos', width: 832, height: 480, crop: 'center' };
    const graph: Graph = {
      ...structuredClone(wan.graph),
      '20': { class_type: 'ImageScale', inputs: scale },
    };
    const conditioning = graph['9'];
    if (conditioning !== undefined) conditioning.inputs['end_image'] = ['20', 0];
    const { lastImage: _last, ...values } = filled;
    const table = nodeTable();
    const taken = fillWorkflow({ ...wan, graph }, values, 'run-1', knownTo(table));
    expect([taken['8'], taken['20']]).toEqual([undefined, undefined]);
    expect(checkPrompt(taken, table, () => true)).toBeUndefined();
  });

  const clip = {
    width: 1024,
    height: 576,
    continues: false,
    part: { startS: 0, totalS: 5 },
    shot: { prompt: 'a boat', camera: 'pan-left', pace: 'slow', motion: 'the boat turns' },
    seed: 7,
    durationS: 5,
    fps: 24,
  } as const;

  it('counts frames as the model packs them', () => {
    const wan = workflow('wan-2.2');
    expect(askOf['image-to-video'](clip, wan).values).toMatchObject({ frames: 81, width: 848, height: 480 });
    expect(askOf['image-to-video']({ ...clip, durationS: 2 }, wan).values.frames).toBe(33);
    expect(askOf['image-to-video']({ ...clip, durationS: 0.1 }, wan).values.frames).toBe(5);
  });

  it('says the motion and the camera in words', () => {
    const { prompt } = askOf['image-to-video'](clip, workflow('wan-2.2')).values;
    expect(prompt).toBe('the boat turns. a boat. The camera pans left. Slow motion.');
  });

  it('keeps the shape in the area of the model', () => {
    expect(workingSize({ width: 1024, height: 576 }, workflow('sdxl').size)).toEqual({ width: 1344, height: 768 });
    expect(workingSize({ width: 576, height: 1024 }, workflow('svd').size)).toEqual({ width: 576, height: 1024 });
    expect(workingSize({ width: 1178, height: 506 }, { multipleOf: 8 })).toEqual({ width: 1176, height: 504 });
  });
});

describe('what a workflow lacks on a server', () => {
  it('names missing files with where to get them, and missing nodes', () => {
    const { SaveVideo: _gone, ...table } = nodeTable('new', ['svd_xt.safetensors']);
    expect(lacks(workflow('svd'), knownTo(table))).toEqual([
      'the model file svd_xt.safetensors is missing (9.6 GB from https://huggingface.co/stabilityai/stable-video-diffusion-img2vid-xt, into models/checkpoints)',
      'it has no node SaveVideo: update ComfyUI or install what brings it',
    ]);
  });

  it('names a choice that an old server does not know', () => {
    const table = nodeTable();
    const KSampler = { ...table['KSampler'], output: ['LATENT'], required: { scheduler: [['normal']] } } as const;
    expect(lacks(workflow('svd'), knownTo({ ...table, KSampler }))).toEqual([
      'its node KSampler does not know scheduler "karras": update ComfyUI',
    ]);
  });

  it('finds a file in a folder of its own, and asks for it by that name', () => {
    const table = nodeTable();
    const loader = (choices: readonly string[]): NodeTable => ({
      ...table,
      ImageOnlyCheckpointLoader: { required: { ckpt_name: [choices] }, output: ['MODEL', 'CLIP_VISION', 'VAE'] },
    });
    const known = knownTo(loader(['video\\svd_xt.safetensors', 'other.ckpt']));
    expect(lacks(workflow('svd'), known)).toEqual([]);
    const graph = fillWorkflow(workflow('svd'), filled, 'run-1', known);
    adaptTo(graph, known);
    expect(graph['1']?.inputs['ckpt_name']).toBe('video\\svd_xt.safetensors');
    // Two files of the same name: nobody can tell which is meant.
    expect(lacks(workflow('svd'), knownTo(loader(['a/svd_xt.safetensors', 'b/svd_xt.safetensors'])))).toHaveLength(1);
  });
});

describe('the settings', () => {
  it('names other model files', () => {
    const settings = comfyuiSettingsSchema.parse({ models: { 'svd-xt': 'svd_xt_1_1.safetensors' } });
    const svd = shippedWorkflows(nameModels(settings)).find(({ name }) => name === 'svd');
    expect(svd?.graph['1']?.inputs['ckpt_name']).toBe('svd_xt_1_1.safetensors');
    expect(comfyuiSettingsSchema.safeParse({ models: { svd: 'a' } }).success).toBe(false);
  });
});

describe('own workflows', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let folders = 0;
  beforeAll(async () => {
    directory = await temporaryDirectory();
  });
  afterAll(async () => {
    await directory[Symbol.asyncDispose]();
  });

  const graph = {
    '3': { class_type: 'KSampler', inputs: { seed: 1, latent_image: ['5', 0] }, _meta: { title: 'KSampler' } },
    '5': { class_type: 'EmptyLatentImage', inputs: { width: 512, height: 512 } },
    '6': { class_type: 'CLIPTextEncode', inputs: { text: 'x', clip: ['4', 1] } },
    '9': { class_type: 'SaveImage', inputs: { images: ['8', 0], filename_prefix: 'ComfyUI', 'format.codec': 'h264' } },
  };
  const mapping = {
    label: 'My model',
    plays: ['text-to-image'],
    inputs: { prompt: '6.text', seed: ['3.seed'], width: '5.width', height: '5.height' },
    output: '9',
  };

  /** Writes files into a new folder beside an arrangement file, and returns that file. */
  async function arrange(files: Readonly<Record<string, unknown>>, folder = 'workflows'): Promise<string> {
    folders += 1;
    const home = path.join(directory.path, `home-${folders}`);
    await mkdir(path.join(home, folder), { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      await writeFile(path.join(home, folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
    return path.join(home, 'mora.config.yaml');
  }
  const refusal = async (files: Readonly<Record<string, unknown>>): Promise<string> => {
    const file = await arrange(files);
    try {
      allWorkflows({}, file);
    } catch (error) {
      expect(error).toMatchObject({ code: 'configuration' });
      return error instanceof Error ? error.message : '';
    }
    throw new Error('it was taken');
  };

  it('are read with their mapping, beside the shipped ones', async () => {
    const file = await arrange({ 'mine.json': graph, 'mine.mora.json': mapping });
    const all = allWorkflows({}, file);
    expect(all.map(({ name }) => name)).toEqual([...shipped.map(({ name }) => name), 'mine']);
    expect(all.at(-1)).toMatchObject({
      name: 'mine',
      label: 'My model',
      plays: ['text-to-image'],
      inputs: { prompt: [{ node: '6', input: 'text' }], seed: [{ node: '3', input: 'seed' }] },
      size: { multipleOf: 8 },
    });
  });

  it('replace a shipped one of the same name, and may lie in another folder', async () => {
    const file = await arrange({ 'sdxl.json': graph, 'sdxl.mora.json': mapping }, 'elsewhere');
    const sdxl = allWorkflows({ workflows: 'elsewhere' }, file).filter(({ name }) => name === 'sdxl');
    expect(sdxl.map(({ label }) => label)).toEqual(['My model']);
  });

  it('are none where there is no folder', () => {
    expect(allWorkflows({}, path.join(directory.path, 'nowhere', 'mora.config.yaml'))).toHaveLength(shipped.length);
  });

  it('say how to export one that was saved for the editor', async () => {
    const editor = { nodes: [{ id: 3, type: 'KSampler' }], links: [], version: 0.4 };
    expect(await refusal({ 'mine.json': editor, 'mine.mora.json': mapping })).toContain(
      'mine.json: this is a workflow for the editor; switch on Dev Mode in the settings of ComfyUI and export it by Save (API Format)',
    );
  });

  it.each([
    [
      'an unknown node',
      { inputs: { prompt: '66.text' } },
      'inputs.prompt: the workflow has no node "66"; it has 3, 5, 6, 9',
    ],
    [
      'an unknown input',
      { inputs: { prompt: '6.txt' } },
      'node "6" (CLIPTextEncode) has no input "txt"; it has text, clip',
    ],
    ['a linked input', { inputs: { prompt: '6.clip' } }, '"6.clip" comes from node "4": name the place there'],
    ['no place', { inputs: { prompt: '6' } }, 'mine.mora.json: inputs.prompt'],
    ['an unknown value', { inputs: { prompts: '6.text' } }, 'mine.mora.json: inputs'],
    ['an unknown output', { output: '99' }, 'output: the workflow has no node "99"'],
    ['an unknown role', { plays: ['finish'] }, 'mine.mora.json: plays.0'],
    ['a missing picture', { plays: ['image-to-image'] }, 'inputs.image: is missing, "image-to-image" needs it'],
    ['a missing last picture', { plays: ['connect'] }, 'inputs.lastImage: is missing, "connect" needs it'],
    ['missing skills', { plays: ['image-to-video'] }, 'motion: is missing'],
    ['a missing rate', { inputs: { prompt: '6.text', frames: '5.width' } }, 'motion.fps: is missing'],
    ['a word too much', { labels: 'x' }, 'mine.mora.json: '],
  ])('name the file and the place of %s', async (_what, change, said) => {
    const message = await refusal({ 'mine.json': graph, 'mine.mora.json': { ...mapping, ...change } });
    expect(message).toContain('mine.mora.json');
    expect(message).toContain(said);
  });

  it('tell all problems at once: broken files, missing partners, odd names', async () => {
    const message = await refusal({
      'broken.json': '{',
      'broken.mora.json': mapping,
      'alone.json': graph,
      'lost.mora.json': mapping,
      'Odd Name.json': graph,
      'Odd Name.mora.json': mapping,
    });
    expect(message).toContain('broken.json: cannot be read as JSON');
    expect(message).toContain('alone.json: alone.mora.json is missing beside it');
    expect(message).toContain('lost.mora.json: lost.json is missing beside it');
    expect(message).toContain('Odd Name.json: call it by lower-case letters');
  });

  it('may make videos from words alone', async () => {
    const change = { plays: ['image-to-video'], motion: { takesImage: false, maxClipS: 4 } };
    const all = allWorkflows({}, await arrange({ 'mine.json': graph, 'mine.mora.json': { ...mapping, ...change } }));
    expect(all.at(-1)?.motion).toEqual({ takesImage: false, textToVideo: true, maxClipS: 4, videoToVideo: false });
  });

  it('take an input whose name has dots', async () => {
    const dotted = { ...mapping, inputs: { ...mapping.inputs, fps: '9.format.codec' } };
    const all = allWorkflows({}, await arrange({ 'mine.json': graph, 'mine.mora.json': dotted }));
    expect(all.at(-1)?.inputs.fps).toEqual([{ node: '9', input: 'format.codec' }]);
  });
});
