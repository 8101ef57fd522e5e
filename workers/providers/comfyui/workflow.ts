import { z } from 'zod';
import type { MotionSkills } from '../../../src/core/provider.ts';

/** The roles that a workflow can play. */
export const workflowAgents = ['text-to-image', 'image-to-image', 'image-to-video', 'connect'] as const;
export type WorkflowAgent = (typeof workflowAgents)[number];

/**
 * A workflow in ComfyUI's API format: nodes by their ids. An input is a plain value or a link, `[node id, output
 * number]`.
 */
export const graphSchema = z.record(
  z.string(),
  z.object({ class_type: z.string().min(1), inputs: z.record(z.string(), z.json()) }),
);
export type Graph = z.infer<typeof graphSchema>;

/** What a turn can write into a workflow. Pictures are names of files that were uploaded. */
export const inputNames = [
  'prompt',
  'negativePrompt',
  'image',
  'lastImage',
  'seed',
  'width',
  'height',
  'frames',
  'fps',
] as const;
export type InputName = (typeof inputNames)[number];

/** One input of one node. */
export interface Place {
  readonly node: string;
  readonly input: string;
}

/** A workflow and how its inputs are found: one provider. */
export interface Workflow {
  /** `sdxl` is the provider `comfyui/sdxl`. */
  readonly name: string;
  /** How results name it to people: "SDXL on ComfyUI". */
  readonly label: string;
  readonly plays: readonly WorkflowAgent[];
  readonly graph: Graph;
  /** Where each value goes; the same value may go to several places. */
  readonly inputs: { readonly [N in InputName]?: readonly Place[] };
  /** The node whose files are the result. */
  readonly output: string;
  /** Of workflows that play image-to-video. */
  readonly motion?: MotionSkills;
  /** The size it is asked for: as many pixels as that in the shape of the task, where set, in steps of `multipleOf`. */
  readonly size: { readonly pixels?: number; readonly multipleOf: number };
  /** Frames come as so many times this, and one: 4 for models that pack four frames into one. */
  readonly frameStep: number;
  /** Whether the first frame of its clips is the picture that they were started from. */
  readonly repeatsStart: boolean;
  /** Whether a transition begins and ends with the pictures that it was given. */
  readonly repeatsEnds: boolean;
}

/** Whether an input is a link to another node. */
export function isLink(value: unknown): value is [string, number] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number';
}

/** Whether a role makes a picture or a video. */
export function kindOf(agent: WorkflowAgent): 'image' | 'video' {
  return agent === 'text-to-image' || agent === 'image-to-image' ? 'image' : 'video';
}
