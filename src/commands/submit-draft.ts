import type { TaskDraft } from '../core/studio/draft.ts';
import type { CommandContext, CommandReply } from './define-command.ts';
import { demandAllowed } from './demand-allowed.ts';
import { withOwnClips } from './reach.ts';

/** Hands a draft to the studio, where that is allowed here, and answers with its task. */
export async function submitDraft(draft: TaskDraft, context: CommandContext): Promise<CommandReply> {
  await demandAllowed(context);
  const { studio, person, thread, sourceId, signal } = context;
  const reached = await withOwnClips(draft, context);
  const { taskId, duplicate } = await studio.submit({ sourceId, person, thread, draft: reached }, signal);
  return { kind: 'task', taskId, duplicate };
}
