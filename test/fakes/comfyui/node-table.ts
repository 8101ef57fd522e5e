import { modelFiles } from '../../../workers/providers/comfyui/model-files.ts';

/** An input: its kind or its choices, and options. As `GET /object_info` tells it. */
type Spec = readonly [string | readonly string[], Readonly<Record<string, unknown>>?];

/** A kind of node as the server knows it. */
export interface NodeKind {
  readonly required: Readonly<Record<string, Spec>>;
  readonly optional?: Readonly<Record<string, Spec>>;
  /** Kinds of its outputs. */
  readonly output: readonly string[];
  readonly outputNode?: boolean;
}

export type NodeTable = Readonly<Record<string, NodeKind>>;

/** Version of ComfyUI whose nodes these are: choices are listed in the place of the kind, or as newer ones do. */
export type TableAge = 'old' | 'new';

const int = (min: number, max: number): Spec => ['INT', { default: min, min, max }];
const float = (min: number, max: number): Spec => ['FLOAT', { default: min, min, max }];
const text: Spec = ['STRING', { multiline: true }];
const link = (kind: string): Spec => [kind];
const size = int(16, 16_384);
const seed = int(0, 2 ** 64);

/** The nodes that the shipped workflows use, and a few that people's own may, with all models there but `without`. */
export function nodeTable(age: TableAge = 'new', without: readonly string[] = []): NodeTable {
  const oneOf = (choices: readonly string[]): Spec => (age === 'old' ? [choices] : ['COMBO', { options: choices }]);
  const filesIn = (folder: string): Spec =>
    oneOf(
      Object.values(modelFiles)
        .filter((model) => model.folder === folder && !without.includes(model.file))
        .map(({ file }) => file),
    );
  const samplers = oneOf(['euler', 'euler_ancestral', 'dpmpp_2m']);
  const schedulers = oneOf(['normal', 'karras', 'simple']);
  const onOff = oneOf(['enable', 'disable']);
  const conditioned = { positive: link('CONDITIONING'), negative: link('CONDITIONING') };
  const conditionings = ['CONDITIONING', 'CONDITIONING', 'LATENT'];
  const codecs = {
    required: {
      codec: ['COMFY_DYNAMICCOMBO_V3', { options: ['auto', 'h264'].map((key) => ({ key, inputs: { required: {} } })) }],
    },
  };
  return {
    CheckpointLoaderSimple: { required: { ckpt_name: filesIn('checkpoints') }, output: ['MODEL', 'CLIP', 'VAE'] },
    ImageOnlyCheckpointLoader: {
      required: { ckpt_name: filesIn('checkpoints') },
      output: ['MODEL', 'CLIP_VISION', 'VAE'],
    },
    UNETLoader: {
      required: { unet_name: filesIn('diffusion_models'), weight_dtype: oneOf(['default', 'fp8_e4m3fn']) },
      output: ['MODEL'],
    },
    CLIPLoader: {
      required: { clip_name: filesIn('text_encoders'), type: oneOf(['wan', 'qwen_image']) },
      optional: { device: oneOf(['default', 'cpu']) },
      output: ['CLIP'],
    },
    VAELoader: { required: { vae_name: filesIn('vae') }, output: ['VAE'] },
    // Its choices are the files of the input folder itself; those in folders below are taken all the same.
    LoadImage: { required: { image: oneOf(['example.png']) }, output: ['IMAGE', 'MASK'] },
    CLIPTextEncode: { required: { text, clip: link('CLIP') }, output: ['CONDITIONING'] },
    TextEncodeQwenImageEditPlus: {
      required: { clip: link('CLIP'), prompt: text },
      optional: { vae: link('VAE'), image1: link('IMAGE'), image2: link('IMAGE'), image3: link('IMAGE') },
      output: ['CONDITIONING'],
    },
    EmptyLatentImage: { required: { width: size, height: size, batch_size: int(1, 4096) }, output: ['LATENT'] },
    ImageScale: {
      required: {
        image: link('IMAGE'),
        upscale_method: oneOf(['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos']),
        width: int(0, 16_384),
        height: int(0, 16_384),
        crop: oneOf(['disabled', 'center']),
      },
      output: ['IMAGE'],
    },
    InstructPixToPixConditioning: {
      required: { ...conditioned, vae: link('VAE'), pixels: link('IMAGE') },
      output: conditionings,
    },
    SVD_img2vid_Conditioning: {
      required: {
        clip_vision: link('CLIP_VISION'),
        init_image: link('IMAGE'),
        vae: link('VAE'),
        width: size,
        height: size,
        video_frames: int(1, 4096),
        motion_bucket_id: int(1, 1023),
        fps: int(1, 1024),
        augmentation_level: float(0, 10),
      },
      output: conditionings,
    },
    WanFirstLastFrameToVideo: {
      required: {
        ...conditioned,
        vae: link('VAE'),
        width: size,
        height: size,
        length: int(1, 16_384),
        batch_size: int(1, 4096),
      },
      optional: { start_image: link('IMAGE'), end_image: link('IMAGE') },
      output: conditionings,
    },
    VideoLinearCFGGuidance: { required: { model: link('MODEL'), min_cfg: float(0, 100) }, output: ['MODEL'] },
    ModelSamplingSD3: { required: { model: link('MODEL'), shift: float(0, 100) }, output: ['MODEL'] },
    ModelSamplingAuraFlow: { required: { model: link('MODEL'), shift: float(0, 100) }, output: ['MODEL'] },
    CFGNorm: { required: { model: link('MODEL'), strength: float(0, 100) }, output: ['MODEL'] },
    DualCFGGuider: {
      required: {
        model: link('MODEL'),
        cond1: link('CONDITIONING'),
        cond2: link('CONDITIONING'),
        negative: link('CONDITIONING'),
        cfg_conds: float(0, 100),
        cfg_cond2_negative: float(0, 100),
        style: oneOf(['regular', 'nested']),
      },
      output: ['GUIDER'],
    },
    RandomNoise: { required: { noise_seed: seed }, output: ['NOISE'] },
    KSamplerSelect: { required: { sampler_name: samplers }, output: ['SAMPLER'] },
    BasicScheduler: {
      required: { model: link('MODEL'), scheduler: schedulers, steps: int(1, 10_000), denoise: float(0, 1) },
      output: ['SIGMAS'],
    },
    SamplerCustomAdvanced: {
      required: {
        noise: link('NOISE'),
        guider: link('GUIDER'),
        sampler: link('SAMPLER'),
        sigmas: link('SIGMAS'),
        latent_image: link('LATENT'),
      },
      output: ['LATENT', 'LATENT'],
    },
    KSampler: {
      required: {
        model: link('MODEL'),
        ...conditioned,
        latent_image: link('LATENT'),
        seed,
        steps: int(1, 10_000),
        cfg: float(0, 100),
        sampler_name: samplers,
        scheduler: schedulers,
        denoise: float(0, 1),
      },
      output: ['LATENT'],
    },
    KSamplerAdvanced: {
      required: {
        model: link('MODEL'),
        ...conditioned,
        latent_image: link('LATENT'),
        add_noise: onOff,
        noise_seed: seed,
        steps: int(1, 10_000),
        cfg: float(0, 100),
        sampler_name: samplers,
        scheduler: schedulers,
        start_at_step: int(0, 10_000),
        end_at_step: int(0, 10_000),
        return_with_leftover_noise: onOff,
      },
      output: ['LATENT'],
    },
    VAEEncode: { required: { pixels: link('IMAGE'), vae: link('VAE') }, output: ['LATENT'] },
    VAEDecode: { required: { samples: link('LATENT'), vae: link('VAE') }, output: ['IMAGE'] },
    SaveImage: { required: { images: link('IMAGE'), filename_prefix: text }, output: [], outputNode: true },
    PreviewImage: { required: { images: link('IMAGE') }, output: [], outputNode: true },
    SaveAnimatedWEBP: {
      required: { images: link('IMAGE'), filename_prefix: text, fps: float(0.01, 1000) },
      output: [],
      outputNode: true,
    },
    CreateVideo: { required: { images: link('IMAGE'), fps: float(1, 120) }, output: ['VIDEO'] },
    SaveVideo: {
      required: {
        video: link('VIDEO'),
        filename_prefix: text,
        ...(age === 'old'
          ? { format: oneOf(['auto', 'mp4']), codec: oneOf(['auto', 'h264']) }
          : {
              format: [
                'COMFY_DYNAMICCOMBO_V3',
                { options: ['auto', 'mp4'].map((key) => ({ key, inputs: codecs })) },
              ] satisfies Spec,
            }),
      },
      output: [],
      outputNode: true,
    },
    // Of a custom node that many people use for videos: it tells its files as "gifs".
    VHS_VideoCombine: {
      required: { images: link('IMAGE'), frame_rate: float(1, 240), filename_prefix: text },
      output: [],
      outputNode: true,
    },
  };
}

/** A kind of node as `GET /object_info` has it. */
export function tellNode(name: string, { required, optional, output, outputNode }: NodeKind): object {
  return {
    input: { required, ...(optional === undefined ? {} : { optional }) },
    input_order: { required: Object.keys(required) },
    output,
    output_is_list: output.map(() => false),
    output_name: output,
    name,
    display_name: name,
    output_node: outputNode === true,
    category: 'fake',
  };
}
