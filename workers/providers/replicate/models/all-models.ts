import type { ReplicateModel } from '../model.ts';
import { flux2Flex } from './flux-2-flex.ts';
import { fluxKontextPro } from './flux-kontext-pro.ts';
import { fluxSchnell } from './flux-schnell.ts';
import { instructPix2pix } from './instruct-pix2pix.ts';
import { klingV3 } from './kling-v3.ts';
import { qwenImageEditPlus } from './qwen-image-edit-plus.ts';
import { sdxl } from './sdxl.ts';
import { seedance1Pro } from './seedance-1-pro.ts';
import { svdXt } from './svd-xt.ts';
import { wan27I2v, wan27Videoedit } from './wan-2-7.ts';
import { wanI2vFast, wanT2vFast } from './wan-fast.ts';

/** The models on Replicate that the studio knows how to ask. */
export const allModels: readonly ReplicateModel[] = [
  sdxl,
  fluxSchnell,
  flux2Flex,
  instructPix2pix,
  fluxKontextPro,
  qwenImageEditPlus,
  svdXt,
  wanI2vFast,
  wanT2vFast,
  wan27I2v,
  wan27Videoedit,
  seedance1Pro,
  klingV3,
];
