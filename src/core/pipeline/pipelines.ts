import { z } from 'zod';
import { agents } from '../agents.ts';
import { taskKinds, type TaskKind } from '../task.ts';
import { conditionNames } from './conditions.ts';

/** A stage as a pipeline names it. */
export const pipelineStageSchema = z.strictObject({
  agent: z.enum(agents),
  /** Left out unless this is so. */
  when: z.enum(conditionNames).exactOptional(),
  /** Words added to the prompt for this stage, such as a set style. */
  say: z.string().min(1).max(500).exactOptional(),
});
export type PipelineStage = z.infer<typeof pipelineStageSchema>;

/** The stages of a kind of task, in the order of work. Stages that repeat (clips of a long video, joins) stand here once. */
export interface Pipeline {
  /** The kind of request that it takes: its inputs and options. */
  readonly takes: TaskKind;
  /** One line for people; only own kinds have one. */
  readonly description?: string;
  readonly stages: readonly PipelineStage[];
}

/** All pipelines by name: the six kinds under their own names, and the operator's. */
export type Pipelines = Readonly<Record<string, Pipeline>>;

/** Mora's chains, as data. */
export const moraPipelines: Readonly<Record<TaskKind, Pipeline>> = {
  t2v: {
    takes: 't2v',
    stages: [
      { agent: 'prompt' },
      { agent: 'text-to-image', when: 'no-text-to-video' },
      { agent: 'image-to-video' },
      { agent: 'finish' },
    ],
  },
  i2v: {
    takes: 'i2v',
    stages: [
      { agent: 'prompt' },
      { agent: 'image-to-image', when: 'asks-for-change' },
      { agent: 'image-to-video' },
      { agent: 'finish' },
    ],
  },
  extend: {
    takes: 'extend',
    stages: [{ agent: 'prompt' }, { agent: 'image-to-video' }, { agent: 'finish' }],
  },
  edit: {
    takes: 'edit',
    stages: [
      { agent: 'prompt' },
      { agent: 'image-to-image', when: 'no-video-to-video' },
      { agent: 'image-to-video' },
      { agent: 'finish' },
    ],
  },
  connect: {
    takes: 'connect',
    stages: [{ agent: 'connect' }, { agent: 'finish' }],
  },
  simulate: {
    takes: 'simulate',
    stages: [
      { agent: 'prompt' },
      { agent: 'text-to-image', when: 'no-picture' },
      { agent: 'image-to-image', when: 'picture' },
      { agent: 'image-to-video' },
      { agent: 'finish' },
    ],
  },
};

/** Whether a name is one of Mora's own kinds. */
export function isTaskKind(name: string): name is TaskKind {
  return taskKinds.some((kind) => kind === name);
}
