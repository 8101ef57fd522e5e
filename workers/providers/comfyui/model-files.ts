import type { ComfyuiSettings } from './settings.ts';

/** What the shipped workflows load: each slot is one file. */
export type ModelSlot = keyof Required<NonNullable<ComfyuiSettings['models']>>;

/** A file that a shipped workflow loads. */
interface ModelFile {
  readonly file: string;
  /** The folder below `ComfyUI/models`. */
  readonly folder: string;
  /** Gigabytes to download. */
  readonly sizeGb: number;
  /** The repository on Hugging Face that has it. */
  readonly source: string;
}

/** The usual names, as ComfyUI's own examples and templates have them. */
export const modelFiles: Readonly<Record<ModelSlot, ModelFile>> = {
  'sdxl-base': {
    file: 'sd_xl_base_1.0.safetensors',
    folder: 'checkpoints',
    sizeGb: 6.9,
    source: 'stabilityai/stable-diffusion-xl-base-1.0',
  },
  'sdxl-refiner': {
    file: 'sd_xl_refiner_1.0.safetensors',
    folder: 'checkpoints',
    sizeGb: 6.1,
    source: 'stabilityai/stable-diffusion-xl-refiner-1.0',
  },
  'instruct-pix2pix': {
    file: 'instruct-pix2pix-00-22000.safetensors',
    folder: 'checkpoints',
    sizeGb: 7.7,
    source: 'timbrooks/instruct-pix2pix',
  },
  'qwen-edit': {
    file: 'qwen_image_edit_2509_fp8_e4m3fn.safetensors',
    folder: 'diffusion_models',
    sizeGb: 20.4,
    source: 'Comfy-Org/Qwen-Image-Edit_ComfyUI',
  },
  'qwen-text-encoder': {
    file: 'qwen_2.5_vl_7b_fp8_scaled.safetensors',
    folder: 'text_encoders',
    sizeGb: 9.4,
    source: 'Comfy-Org/Qwen-Image_ComfyUI',
  },
  'qwen-vae': {
    file: 'qwen_image_vae.safetensors',
    folder: 'vae',
    sizeGb: 0.3,
    source: 'Comfy-Org/Qwen-Image_ComfyUI',
  },
  'svd-xt': {
    file: 'svd_xt.safetensors',
    folder: 'checkpoints',
    sizeGb: 9.6,
    source: 'stabilityai/stable-video-diffusion-img2vid-xt',
  },
  'wan-high-noise': {
    file: 'wan2.2_i2v_high_noise_14B_fp8_scaled.safetensors',
    folder: 'diffusion_models',
    sizeGb: 14.3,
    source: 'Comfy-Org/Wan_2.2_ComfyUI_Repackaged',
  },
  'wan-low-noise': {
    file: 'wan2.2_i2v_low_noise_14B_fp8_scaled.safetensors',
    folder: 'diffusion_models',
    sizeGb: 14.3,
    source: 'Comfy-Org/Wan_2.2_ComfyUI_Repackaged',
  },
  'wan-text-encoder': {
    file: 'umt5_xxl_fp8_e4m3fn_scaled.safetensors',
    folder: 'text_encoders',
    sizeGb: 6.7,
    source: 'Comfy-Org/Wan_2.1_ComfyUI_repackaged',
  },
  'wan-vae': {
    file: 'wan_2.1_vae.safetensors',
    folder: 'vae',
    sizeGb: 0.3,
    source: 'Comfy-Org/Wan_2.1_ComfyUI_repackaged',
  },
};

/** Finds a file's name: as the operator set it, else the usual one. */
export type NameModel = (slot: ModelSlot) => string;

/** Reads the names from the settings. */
export function nameModels(settings: ComfyuiSettings): NameModel {
  return (slot) => settings.models?.[slot] ?? modelFiles[slot].file;
}

/** Where a file with one of the usual names is to be had, in a few words; undefined for any other. */
export function whereToGet(file: string): string | undefined {
  const known = Object.values(modelFiles).find((each) => each.file === file);
  if (known === undefined) return undefined;
  const { folder, sizeGb, source } = known;
  return `${sizeGb} GB from https://huggingface.co/${source}, into models/${folder}`;
}
