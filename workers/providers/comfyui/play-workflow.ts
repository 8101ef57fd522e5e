import type { AgentInput, AgentOutput } from '../../../src/core/agents.ts';
import type { Made, OperationRole, StageContext } from '../../../src/core/provider.ts';
import { keepImage, keepVideo } from '../../remote/keep-output.ts';
import { askRun } from './ask-run.ts';
import { beginRun, findRun } from './begin-run.ts';
import { fetchRun } from './fetch-run.ts';
import type { Workshop } from './runs.ts';
import { stopRun } from './stop-run.ts';
import { askOf, type Asked } from './values.ts';
import { kindOf, type Workflow, type WorkflowAgent } from './workflow.ts';

/** How a workflow plays the roles that it can play. */
export function playWorkflow(
  workflow: Workflow,
  workshop: Workshop,
): { readonly [A in WorkflowAgent]?: OperationRole<A> } {
  const { media } = workshop;
  const image = async (
    file: string,
    input: AgentInput<'text-to-image' | 'image-to-image'>,
    context: StageContext,
  ): Promise<AgentOutput<'text-to-image'>> => {
    const { width, height } = input;
    return { image: { artifact: await keepImage(file, { width, height }, context, media) } };
  };
  const clip = (file: string, { durationS }: { readonly durationS: number }, context: StageContext) => {
    // Frames whose number was chosen for the length are spread over exactly that; other videos stay as they are.
    const chosen = workflow.motion?.frames !== undefined || workflow.inputs.frames !== undefined;
    return keepVideo(file, context, media, chosen ? { durationS } : {});
  };
  const all: { readonly [A in WorkflowAgent]: OperationRole<A> } = {
    'text-to-image': roleOf('text-to-image', askOf['text-to-image'], image),
    'image-to-image': roleOf('image-to-image', askOf['image-to-image'], image),
    'image-to-video': roleOf('image-to-video', askOf['image-to-video'], async (file, input, context) => ({
      ...(await clip(file, input, context)),
      repeatsStart: workflow.repeatsStart && workflow.inputs.image !== undefined && input.image !== undefined,
      steady: false,
    })),
    connect: roleOf('connect', askOf.connect, async (file, input, context) => ({
      ...(await clip(file, input, context)),
      repeatsEnds: workflow.repeatsEnds,
    })),
  };
  return Object.fromEntries(workflow.plays.map((agent) => [agent, all[agent]]));

  function roleOf<A extends WorkflowAgent>(
    agent: A,
    read: (input: AgentInput<A>, workflow: Workflow) => Asked,
    keep: (file: string, input: AgentInput<A>, context: StageContext) => Promise<AgentOutput<A>>,
  ): OperationRole<A> {
    const wanted = { output: workflow.output, makes: kindOf(agent) };
    return {
      kind: 'operation',
      start: (input, context) => beginRun(workshop, workflow, agent, read(input, workflow), context),
      find: (_input, context) => findRun(workshop, context),
      poll: (operation, context) => askRun(workshop, wanted, operation, context),
      async collect(result, input, context): Promise<Made<A>> {
        return { output: await keep(await fetchRun(workshop, result, context), input, context) };
      },
      cancel: (operation, signal) => stopRun(workshop, operation, signal),
    };
  }
}
