import type { NameModel } from '../model-files.ts';
import type { Workflow } from '../workflow.ts';
import { saveVideo } from './save-video.ts';

/** SVD-XT makes 25 frames, which play in four seconds as in the paper. */
const frames = 25;
const clipS = 4;

/** The paper's image-to-video agent: Stable Video Diffusion XT. No words guide it. It was trained at 1024×576. */
export function svd(model: NameModel): Workflow {
  return {
    name: 'svd',
    label: 'Stable Video Diffusion XT on ComfyUI',
    plays: ['image-to-video'],
    graph: {
      '1': { class_type: 'ImageOnlyCheckpointLoader', inputs: { ckpt_name: model('svd-xt') } },
      '2': { class_type: 'LoadImage', inputs: { image: '' } },
      '3': {
        class_type: 'SVD_img2vid_Conditioning',
        inputs: {
          clip_vision: ['1', 1],
          init_image: ['2', 0],
          vae: ['1', 2],
          width: 1024,
          height: 576,
          video_frames: frames,
          motion_bucket_id: 127,
          fps: 6,
          augmentation_level: 0.02,
        },
      },
      '4': { class_type: 'VideoLinearCFGGuidance', inputs: { model: ['1', 0], min_cfg: 1 } },
      '5': {
        class_type: 'KSampler',
        inputs: {
          model: ['4', 0],
          positive: ['3', 0],
          negative: ['3', 1],
          latent_image: ['3', 2],
          seed: 0,
          steps: 25,
          cfg: 2.5,
          sampler_name: 'euler',
          scheduler: 'karras',
          denoise: 1,
        },
      },
      '6': { class_type: 'VAEDecode', inputs: { samples: ['5', 0], vae: ['1', 2] } },
      ...saveVideo(['6', 0], frames / clipS, { create: '7', save: '8' }),
    },
    inputs: {
      image: [{ node: '2', input: 'image' }],
      seed: [{ node: '5', input: 'seed' }],
      width: [{ node: '3', input: 'width' }],
      height: [{ node: '3', input: 'height' }],
    },
    output: '8',
    motion: { videoToVideo: false, takesText: false, frames, fps: frames / clipS, maxClipS: clipS, chainS: clipS },
    size: { pixels: 1024 * 576, multipleOf: 64 },
    frameStep: 1,
    repeatsStart: true,
    repeatsEnds: false,
  };
}
