import type { NameModel } from '../model-files.ts';
import type { Workflow } from '../workflow.ts';

/**
 * The paper's image-to-image agent: InstructPix2Pix. It is guided twice, by the words (7.5) and by the picture (1.5):
 * the second condition has the picture without the words, the negative one neither.
 */
export function instructPix2Pix(model: NameModel): Workflow {
  return {
    name: 'instruct-pix2pix',
    label: 'InstructPix2Pix on ComfyUI',
    plays: ['image-to-image'],
    graph: {
      '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: model('instruct-pix2pix') } },
      '2': { class_type: 'LoadImage', inputs: { image: '' } },
      '3': {
        class_type: 'ImageScale',
        inputs: { image: ['2', 0], upscale_method: 'lanczos', width: 1024, height: 576, crop: 'center' },
      },
      '4': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['1', 1] } },
      '5': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['1', 1] } },
      '6': {
        class_type: 'InstructPixToPixConditioning',
        inputs: { positive: ['4', 0], negative: ['5', 0], vae: ['1', 2], pixels: ['3', 0] },
      },
      '7': {
        class_type: 'DualCFGGuider',
        inputs: {
          model: ['1', 0],
          cond1: ['6', 0],
          cond2: ['6', 1],
          negative: ['5', 0],
          cfg_conds: 7.5,
          cfg_cond2_negative: 1.5,
          style: 'regular',
        },
      },
      '8': { class_type: 'RandomNoise', inputs: { noise_seed: 0 } },
      '9': { class_type: 'KSamplerSelect', inputs: { sampler_name: 'euler_ancestral' } },
      '10': {
        class_type: 'BasicScheduler',
        inputs: { model: ['1', 0], scheduler: 'normal', steps: 50, denoise: 1 },
      },
      '11': {
        class_type: 'SamplerCustomAdvanced',
        inputs: {
          noise: ['8', 0],
          guider: ['7', 0],
          sampler: ['9', 0],
          sigmas: ['10', 0],
          latent_image: ['6', 2],
        },
      },
      '12': { class_type: 'VAEDecode', inputs: { samples: ['11', 0], vae: ['1', 2] } },
      '13': { class_type: 'SaveImage', inputs: { images: ['12', 0], filename_prefix: 'mora' } },
    },
    inputs: {
      prompt: [{ node: '4', input: 'text' }],
      image: [{ node: '2', input: 'image' }],
      seed: [{ node: '8', input: 'noise_seed' }],
      width: [{ node: '3', input: 'width' }],
      height: [{ node: '3', input: 'height' }],
    },
    output: '13',
    size: { multipleOf: 8 },
    frameStep: 1,
    repeatsStart: false,
    repeatsEnds: false,
  };
}
