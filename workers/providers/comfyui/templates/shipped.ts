import type { NameModel } from '../model-files.ts';
import type { Workflow } from '../workflow.ts';
import { instructPix2Pix } from './instruct-pix2pix.ts';
import { qwenEdit } from './qwen-edit.ts';
import { sdxl } from './sdxl.ts';
import { svd } from './svd.ts';
import { wan } from './wan.ts';

/** The workflows that come with the studio. They use nodes of ComfyUI itself alone. */
export function shippedWorkflows(model: NameModel): readonly Workflow[] {
  return [sdxl(model), instructPix2Pix(model), qwenEdit(model), svd(model), wan(model)];
}
