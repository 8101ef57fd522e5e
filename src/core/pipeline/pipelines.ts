import type { Agent } from '../agents.ts';
import type { SupportedKind, TaskRequest } from '../task.ts';
import { asksForChange } from './asks-for-change.ts';

/** A stage as a pipeline names it. Stages run one after the other; one whose `when` says no is left out. */
export interface PipelineStage {
  readonly key: string;
  readonly agent: Agent;
  readonly when?: (request: TaskRequest) => boolean;
}

/** Mora's chains, as data. */
export const pipelines: Readonly<Record<SupportedKind, readonly PipelineStage[]>> = {
  t2v: [
    { key: 'prompt', agent: 'prompt' },
    { key: 'picture', agent: 'text-to-image' },
    { key: 'motion', agent: 'image-to-video' },
    { key: 'finish', agent: 'finish' },
  ],
  i2v: [
    { key: 'prompt', agent: 'prompt' },
    { key: 'change', agent: 'image-to-image', when: (request) => asksForChange(request.prompt) },
    { key: 'motion', agent: 'image-to-video' },
    { key: 'finish', agent: 'finish' },
  ],
};
