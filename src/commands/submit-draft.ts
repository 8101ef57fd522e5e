import type { Agent } from '../core/agents.ts';
import { moraPipelines } from '../core/pipeline/pipelines.ts';
import type { TaskDraft } from '../core/studio/draft.ts';
import { castsOf } from './casts.ts';
import { withModel } from './choose-model.ts';
import type { CommandContext, CommandReply } from './define-command.ts';
import { demandAllowed } from './demand-allowed.ts';
import { withOwnClips } from './reach.ts';

/**
 * Hands a draft to the studio, where that is allowed here, and answers with its task. `casts` are the agents that a model
 * can be chosen for, where they are not those of Mora's own kind.
 */
export async function submitDraft(
  draft: TaskDraft,
  context: CommandContext,
  casts: readonly Agent[] = castsOf(moraPipelines[draft.kind]),
): Promise<CommandReply> {
  await demandAllowed(context);
  const { studio, person, thread, sourceId, signal } = context;
  const reached = await withOwnClips(await withModel(draft, context, casts), context);
  const { taskId, duplicate } = await studio.submit({ sourceId, person, thread, draft: reached }, signal);
  return { kind: 'task', taskId, duplicate };
}
