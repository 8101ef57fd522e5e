import { z } from 'zod';
import type { Shot } from '../../../../src/core/agents.ts';
import type { ReplicateModel } from '../model.ts';
import { firstFrame, smallSeed } from './fitting.ts';

/** Frames of a call, and the seconds that they last in the paper: three calls are its 12 seconds and 75 frames. */
const frames = 25;
const clipS = 4;

/** How much moves: the paper's 180, less where it is to be slow. The model's own range is 1 to 255. */
const bucketOf: Readonly<Record<Shot['pace'], number>> = { slow: 110, normal: 180, fast: 230 };

/** Stable Video Diffusion XT, the paper's image-to-video. It takes no words: only the picture says what is to be seen. */
export const svdXt: ReplicateModel = {
  id: 'svd-xt',
  slug: 'christophy/stable-video-diffusion',
  versionId: '92a0c9a9cb1fd93ea0361d15e499dc879b35095077b2feed47315ccab4524036',
  label: 'Stable Video Diffusion XT (Replicate)',
  makes: 'video',
  price: { 'machine-second': 0.0014, typicalS: 75 },
  motion: {
    videoToVideo: false,
    takesText: false,
    maxClipS: clipS,
    chainS: clipS,
    frames,
    fps: frames / clipS,
    sizes: [
      { width: 1024, height: 576 },
      { width: 576, height: 1024 },
    ],
  },
  clip: { repeatsStart: true, durationS: () => clipS },
  fields: z.strictObject({
    input_image: z.string(),
    video_length: z.enum(['14_frames_with_svd', '25_frames_with_svd_xt']),
    sizing_strategy: z.enum(['maintain_aspect_ratio', 'crop_to_16_9', 'use_image_dimensions']),
    frames_per_second: z.int().min(5).max(30),
    motion_bucket_id: z.int().min(1).max(255),
    cond_aug: z.number(),
    decoding_t: z.int(),
    seed: z.int(),
  }),
  roles: {
    'image-to-video': {
      toInput: async (input, file) => ({
        input_image: await firstFrame(input, file),
        video_length: '25_frames_with_svd_xt',
        sizing_strategy: 'maintain_aspect_ratio',
        frames_per_second: 6,
        motion_bucket_id: bucketOf[input.shot.pace],
        cond_aug: 0.1,
        decoding_t: 14,
        seed: smallSeed(input.seed),
      }),
    },
  },
};
