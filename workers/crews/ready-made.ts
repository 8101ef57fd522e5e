import type { Agent } from '../../src/core/agents.ts';

/** Who is wanted for an agent. */
export interface Wish {
  /** Names of providers, the first preferred, the others its fallbacks; `openai/*` stands for all of that vendor. */
  readonly wanted: readonly string[];
  /** Who plays where none of them is there at all. */
  readonly standIn?: string;
}

/** A crew that an operator can take as it is. */
export interface ReadyMadeCrew {
  /** One line for people. */
  readonly about: string;
  /** What it needs in the environment: one of these settings. */
  readonly needs: readonly string[];
  readonly agents: { readonly [A in Exclude<Agent, 'finish'>]: Wish };
  /** Who changes whole videos and keeps their motion. */
  readonly editors?: readonly string[];
}

/** Names of the ready-made crews. */
export const crewNames = ['paper', 'fast', 'best', 'comfyui', 'sketch'] as const;
export type CrewName = (typeof crewNames)[number];

const words: Wish = { wanted: ['openai/*', 'sketch'] };
const sketch: Wish = { wanted: ['sketch'] };

/** The crews, with today's models. A fallback is like the one whose place it takes: a plan counts on what all can do. */
export const readyMadeCrews: Readonly<Record<CrewName, ReadyMadeCrew>> = {
  paper: {
    about: 'the models of the Mora paper: SDXL, InstructPix2Pix and Stable Video Diffusion XT',
    needs: ['REPLICATE_API_TOKEN'],
    agents: {
      prompt: words,
      'text-to-image': { wanted: ['replicate/sdxl'] },
      'image-to-image': { wanted: ['replicate/instruct-pix2pix'] },
      'image-to-video': { wanted: ['replicate/svd-xt'] },
      // SEINE, the paper's own, is nowhere to be had: a model with a first and a last frame takes its part.
      connect: { wanted: ['replicate/wan-2.2-i2v-fast'] },
    },
  },
  fast: {
    about: 'quick and cheap models of today: FLUX schnell, Qwen Image Edit, Wan 2.2 fast',
    needs: ['REPLICATE_API_TOKEN', 'OPENAI_API_KEY', 'OPENAI_BASE_URL'],
    agents: {
      prompt: words,
      'text-to-image': {
        wanted: ['replicate/flux-schnell', 'replicate/flux-2-flex', 'openai/*'],
        standIn: 'sketch',
      },
      'image-to-image': {
        wanted: ['replicate/qwen-image-edit-plus', 'replicate/flux-kontext-pro', 'openai/*'],
        standIn: 'sketch',
      },
      'image-to-video': { wanted: ['replicate/wan-2.2-i2v-fast', 'replicate/seedance-1-pro'], standIn: 'sketch' },
      connect: { wanted: ['replicate/wan-2.2-i2v-fast', 'replicate/seedance-1-pro'], standIn: 'sketch' },
    },
    editors: ['replicate/wan-2.7-videoedit'],
  },
  best: {
    about: 'the best models of today, dearer and slower: FLUX 2, FLUX Kontext, Kling 3, Seedance',
    needs: ['REPLICATE_API_TOKEN'],
    agents: {
      prompt: words,
      'text-to-image': { wanted: ['replicate/flux-2-flex', 'openai/*', 'replicate/flux-schnell'] },
      'image-to-image': { wanted: ['replicate/flux-kontext-pro', 'openai/*', 'replicate/qwen-image-edit-plus'] },
      'image-to-video': { wanted: ['replicate/kling-v3', 'replicate/seedance-1-pro', 'replicate/wan-2.7-i2v'] },
      connect: { wanted: ['replicate/kling-v3', 'replicate/seedance-1-pro', 'replicate/wan-2.7-i2v'] },
    },
    editors: ['replicate/wan-2.7-videoedit'],
  },
  comfyui: {
    about: 'your own GPUs by ComfyUI: SDXL, Qwen Image Edit, Wan 2.2, and workflows of your own',
    needs: ['COMFYUI_URL'],
    agents: {
      prompt: words,
      'text-to-image': { wanted: ['comfyui/sdxl', 'comfyui/*'] },
      'image-to-image': { wanted: ['comfyui/qwen-edit', 'comfyui/instruct-pix2pix', 'comfyui/*'] },
      'image-to-video': { wanted: ['comfyui/wan-2.2', 'comfyui/svd', 'comfyui/*'] },
      connect: { wanted: ['comfyui/wan-2.2', 'comfyui/*'], standIn: 'sketch' },
    },
  },
  sketch: {
    about: 'no model: the studio sketches on this machine',
    needs: [],
    agents: {
      prompt: sketch,
      'text-to-image': sketch,
      'image-to-image': sketch,
      'image-to-video': sketch,
      connect: sketch,
    },
  },
};
