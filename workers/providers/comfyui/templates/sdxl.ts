import type { NameModel } from '../model-files.ts';
import type { Workflow } from '../workflow.ts';

const steps = 30;
/** The refiner takes the last fifth of the steps, as Stability's ensemble of experts does. */
const baseSteps = 24;
const guidance = 7.5;

/** The paper's text-to-image agent: SDXL with its refiner. It was trained on pictures of about a megapixel. */
export function sdxl(model: NameModel): Workflow {
  const sampler = { sampler_name: 'euler', scheduler: 'normal', steps, cfg: guidance };
  return {
    name: 'sdxl',
    label: 'SDXL on ComfyUI',
    plays: ['text-to-image'],
    graph: {
      '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: model('sdxl-base') } },
      '2': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: model('sdxl-refiner') } },
      '3': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['1', 1] } },
      '4': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['1', 1] } },
      '5': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['2', 1] } },
      '6': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['2', 1] } },
      '7': { class_type: 'EmptyLatentImage', inputs: { width: 1024, height: 1024, batch_size: 1 } },
      '8': {
        class_type: 'KSamplerAdvanced',
        inputs: {
          ...sampler,
          model: ['1', 0],
          positive: ['3', 0],
          negative: ['4', 0],
          latent_image: ['7', 0],
          add_noise: 'enable',
          noise_seed: 0,
          start_at_step: 0,
          end_at_step: baseSteps,
          return_with_leftover_noise: 'enable',
        },
      },
      '9': {
        class_type: 'KSamplerAdvanced',
        inputs: {
          ...sampler,
          model: ['2', 0],
          positive: ['5', 0],
          negative: ['6', 0],
          latent_image: ['8', 0],
          add_noise: 'disable',
          noise_seed: 0,
          start_at_step: baseSteps,
          end_at_step: steps,
          return_with_leftover_noise: 'disable',
        },
      },
      '10': { class_type: 'VAEDecode', inputs: { samples: ['9', 0], vae: ['2', 2] } },
      '11': { class_type: 'SaveImage', inputs: { images: ['10', 0], filename_prefix: 'mora' } },
    },
    inputs: {
      prompt: [
        { node: '3', input: 'text' },
        { node: '5', input: 'text' },
      ],
      negativePrompt: [
        { node: '4', input: 'text' },
        { node: '6', input: 'text' },
      ],
      seed: [
        { node: '8', input: 'noise_seed' },
        { node: '9', input: 'noise_seed' },
      ],
      width: [{ node: '7', input: 'width' }],
      height: [{ node: '7', input: 'height' }],
    },
    output: '11',
    size: { pixels: 1024 * 1024, multipleOf: 64 },
    frameStep: 1,
    repeatsStart: false,
    repeatsEnds: false,
  };
}
