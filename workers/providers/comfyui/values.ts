import type { AgentInput, Shot } from '../../../src/core/agents.ts';
import type { ArtifactId } from '../../../src/core/artifacts/artifact.ts';
import type { Size } from '../../../src/core/size.ts';
import type { Values } from './fill-workflow.ts';
import type { Workflow, WorkflowAgent } from './workflow.ts';

/** What a turn asks of a workflow, before its pictures are uploaded. */
export interface Asked {
  readonly values: Values;
  readonly images: { readonly image?: ArtifactId; readonly lastImage?: ArtifactId };
}

type Read = { readonly [A in WorkflowAgent]: (input: AgentInput<A>, workflow: Workflow) => Asked };

/** Reads the input of each role. */
export const askOf: Read = {
  'text-to-image': (input, workflow) => ({ values: { ...shared(input, workflow), ...words(input.shot) }, images: {} }),
  'image-to-image': (input, workflow) => ({
    values: { ...shared(input, workflow), ...words(input.shot) },
    images: { image: input.image.artifact },
  }),
  'image-to-video': (input, workflow) => ({
    values: {
      ...shared(input, workflow),
      ...clip(input, workflow),
      ...words(input.shot),
      prompt: motionWords(input.shot),
    },
    images: input.image === undefined ? {} : { image: input.image.artifact },
  }),
  connect: (input, workflow) => ({
    values: {
      ...shared(input, workflow),
      ...clip(input, workflow),
      prompt: input.prompt === '' ? 'a smooth transition from the first picture to the last' : input.prompt,
      negativePrompt: '',
    },
    images: { image: input.start.artifact, lastImage: input.end.artifact },
  }),
};

function shared(input: Size & { readonly seed: number }, { size }: Workflow): Values {
  return { ...workingSize(input, size), seed: input.seed };
}

function words({ prompt, negativePrompt }: Shot): Values {
  return { prompt, negativePrompt: negativePrompt ?? '' };
}

/** How cameras move, in words that video models know. */
const cameraWords: Readonly<Record<Shot['camera'], string>> = {
  none: '',
  still: 'The camera does not move.',
  'zoom-in': 'The camera moves slowly in.',
  'zoom-out': 'The camera moves slowly out.',
  'pan-left': 'The camera pans left.',
  'pan-right': 'The camera pans right.',
  'tilt-up': 'The camera tilts up.',
  'tilt-down': 'The camera tilts down.',
  orbit: 'The camera orbits around the subject.',
  walk: 'The camera walks forward.',
};

const paceWords: Readonly<Record<Shot['pace'], string>> = { slow: 'Slow motion.', normal: '', fast: 'Fast motion.' };

function motionWords({ prompt, motion, camera, pace }: Shot): string {
  return [motion ?? '', prompt, cameraWords[camera], paceWords[pace]].map(sentence).filter(Boolean).join(' ');
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?…。！？]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

function clip({ durationS }: { readonly durationS: number }, { motion, frameStep, inputs }: Workflow): Values {
  const fps = motion?.fps;
  if (fps === undefined || inputs.frames === undefined) return fps === undefined ? {} : { fps };
  if (motion?.frames !== undefined) return { fps, frames: motion.frames };
  // One frame more than its steps, as the models count that pack frames.
  return { fps, frames: Math.max(1, Math.round((durationS * fps) / frameStep)) * frameStep + (frameStep > 1 ? 1 : 0) };
}

/** The size that a workflow is asked for: the shape of the task, in the model's own area and steps. */
export function workingSize(asked: Size, { pixels, multipleOf }: Workflow['size']): Size {
  const scale = pixels === undefined ? 1 : Math.sqrt(pixels / (asked.width * asked.height));
  const step = (length: number): number => Math.max(1, Math.round((length * scale) / multipleOf)) * multipleOf;
  return { width: step(asked.width), height: step(asked.height) };
}
