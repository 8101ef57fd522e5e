import type { NameModel } from '../model-files.ts';
import type { Workflow } from '../workflow.ts';

/** Today's image-to-image: Qwen Image Edit, which works on about a megapixel. */
export function qwenEdit(model: NameModel): Workflow {
  const described = { clip: ['2', 0], vae: ['3', 0], image1: ['5', 0] };
  return {
    name: 'qwen-edit',
    label: 'Qwen Image Edit on ComfyUI',
    plays: ['image-to-image'],
    graph: {
      '1': { class_type: 'UNETLoader', inputs: { unet_name: model('qwen-edit'), weight_dtype: 'default' } },
      '2': { class_type: 'CLIPLoader', inputs: { clip_name: model('qwen-text-encoder'), type: 'qwen_image' } },
      '3': { class_type: 'VAELoader', inputs: { vae_name: model('qwen-vae') } },
      '4': { class_type: 'LoadImage', inputs: { image: '' } },
      '5': {
        class_type: 'ImageScale',
        inputs: { image: ['4', 0], upscale_method: 'lanczos', width: 1024, height: 1024, crop: 'center' },
      },
      '6': { class_type: 'TextEncodeQwenImageEditPlus', inputs: { ...described, prompt: '' } },
      '7': { class_type: 'TextEncodeQwenImageEditPlus', inputs: { ...described, prompt: '' } },
      '8': { class_type: 'VAEEncode', inputs: { pixels: ['5', 0], vae: ['3', 0] } },
      '9': { class_type: 'ModelSamplingAuraFlow', inputs: { model: ['1', 0], shift: 3 } },
      '10': { class_type: 'CFGNorm', inputs: { model: ['9', 0], strength: 1 } },
      '11': {
        class_type: 'KSampler',
        inputs: {
          model: ['10', 0],
          positive: ['6', 0],
          negative: ['7', 0],
          latent_image: ['8', 0],
          seed: 0,
          steps: 20,
          cfg: 2.5,
          sampler_name: 'euler',
          scheduler: 'simple',
          denoise: 1,
        },
      },
      '12': { class_type: 'VAEDecode', inputs: { samples: ['11', 0], vae: ['3', 0] } },
      '13': { class_type: 'SaveImage', inputs: { images: ['12', 0], filename_prefix: 'mora' } },
    },
    inputs: {
      prompt: [{ node: '6', input: 'prompt' }],
      negativePrompt: [{ node: '7', input: 'prompt' }],
      image: [{ node: '4', input: 'image' }],
      seed: [{ node: '11', input: 'seed' }],
      width: [{ node: '5', input: 'width' }],
      height: [{ node: '5', input: 'height' }],
    },
    output: '13',
    size: { pixels: 1024 * 1024, multipleOf: 16 },
    frameStep: 1,
    repeatsStart: false,
    repeatsEnds: false,
  };
}
