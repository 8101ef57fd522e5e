import type { NameModel } from '../model-files.ts';
import type { Workflow } from '../workflow.ts';
import { saveVideo } from './save-video.ts';

const fps = 16;
const steps = 20;
/** The model of strong noise takes the first half of the steps, that of little noise the rest. */
const highSteps = 10;

/** Moves a picture by words, to a last frame where there is one: Wan 2.2 with 14 billion parameters, at 480p. */
export function wan(model: NameModel): Workflow {
  const sampler = {
    positive: ['9', 0],
    negative: ['9', 1],
    noise_seed: 0,
    steps,
    cfg: 3.5,
    sampler_name: 'euler',
    scheduler: 'simple',
  };
  return {
    name: 'wan-2.2',
    label: 'Wan 2.2 on ComfyUI',
    plays: ['image-to-video', 'connect'],
    graph: {
      '1': { class_type: 'UNETLoader', inputs: { unet_name: model('wan-high-noise'), weight_dtype: 'default' } },
      '2': { class_type: 'UNETLoader', inputs: { unet_name: model('wan-low-noise'), weight_dtype: 'default' } },
      '3': { class_type: 'CLIPLoader', inputs: { clip_name: model('wan-text-encoder'), type: 'wan' } },
      '4': { class_type: 'VAELoader', inputs: { vae_name: model('wan-vae') } },
      '5': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['3', 0] } },
      '6': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['3', 0] } },
      '7': { class_type: 'LoadImage', inputs: { image: '' } },
      '8': { class_type: 'LoadImage', inputs: { image: '' } },
      '9': {
        class_type: 'WanFirstLastFrameToVideo',
        inputs: {
          positive: ['5', 0],
          negative: ['6', 0],
          vae: ['4', 0],
          width: 832,
          height: 480,
          length: 81,
          batch_size: 1,
          start_image: ['7', 0],
          end_image: ['8', 0],
        },
      },
      '10': { class_type: 'ModelSamplingSD3', inputs: { model: ['1', 0], shift: 8 } },
      '11': { class_type: 'ModelSamplingSD3', inputs: { model: ['2', 0], shift: 8 } },
      '12': {
        class_type: 'KSamplerAdvanced',
        inputs: {
          ...sampler,
          model: ['10', 0],
          latent_image: ['9', 2],
          add_noise: 'enable',
          start_at_step: 0,
          end_at_step: highSteps,
          return_with_leftover_noise: 'enable',
        },
      },
      '13': {
        class_type: 'KSamplerAdvanced',
        inputs: {
          ...sampler,
          model: ['11', 0],
          latent_image: ['12', 0],
          add_noise: 'disable',
          start_at_step: highSteps,
          end_at_step: steps,
          return_with_leftover_noise: 'disable',
        },
      },
      '14': { class_type: 'VAEDecode', inputs: { samples: ['13', 0], vae: ['4', 0] } },
      ...saveVideo(['14', 0], fps, { create: '15', save: '16' }),
    },
    inputs: {
      prompt: [{ node: '5', input: 'text' }],
      negativePrompt: [{ node: '6', input: 'text' }],
      image: [{ node: '7', input: 'image' }],
      lastImage: [{ node: '8', input: 'image' }],
      seed: [
        { node: '12', input: 'noise_seed' },
        { node: '13', input: 'noise_seed' },
      ],
      width: [{ node: '9', input: 'width' }],
      height: [{ node: '9', input: 'height' }],
      frames: [{ node: '9', input: 'length' }],
    },
    output: '16',
    motion: { videoToVideo: false, takesText: true, takesLastFrame: true, fps, maxClipS: 5 },
    size: { pixels: 832 * 480, multipleOf: 16 },
    frameStep: 4,
    repeatsStart: true,
    repeatsEnds: true,
  };
}
