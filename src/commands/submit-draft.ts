import type { TaskDraft } from '../core/studio/draft.ts';
import type { CommandContext, CommandReply } from './define-command.ts';

/** Hands a draft to the studio and answers with its task. */
export async function submitDraft(draft: TaskDraft, context: CommandContext): Promise<CommandReply> {
  const { studio, person, thread, sourceId, signal } = context;
  const { taskId, duplicate } = await studio.submit({ sourceId, person, thread, draft }, signal);
  return { kind: 'task', taskId, duplicate };
}
