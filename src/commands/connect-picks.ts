import { toMoraError } from '../core/errors.ts';
import type { VideoSource } from '../core/studio/incoming.ts';
import { taskIdOf } from '../core/studio/studio.ts';
import { taskIdSchema } from '../core/task-id.ts';
import type { CommandContext, CommandReply } from './define-command.ts';
import { demandAllowed } from './demand-allowed.ts';
import { submitDraft } from './submit-draft.ts';

/**
 * Picks a video for a connection: the first is remembered, the second starts it. The same video twice takes the pick
 * back. What was sent as a file is copied in at the first pick, as chats forget files.
 */
export async function pickForConnect(source: VideoSource, context: CommandContext): Promise<CommandReply> {
  await demandAllowed(context);
  const { studio, person, thread, sourceId, signal } = context;
  const { space } = thread;
  // The same click, seen again by another process after it began its task: it is no new first pick.
  const begun = taskIdOf(thread.platform, sourceId);
  if ((await studio.find(begun)) !== undefined) return { kind: 'task', taskId: begun, duplicate: true };
  const first = await studio.picks.get(person, space);
  const picked: CommandReply = {
    kind: 'text',
    text: 'First video picked. Now choose Connect on the second one, within an hour.',
  };
  if (first?.sourceId === sourceId) return picked;
  if (first === undefined) {
    const clip = 'clip' in source ? taskIdSchema.parse(source.clip) : undefined;
    const video =
      clip === undefined
        ? {
            kept: await studio.keepVideo(
              source,
              `pick-${sourceId.replaceAll(/[^a-z0-9-]/giu, '').toLowerCase()}`,
              thread,
              signal,
            ),
          }
        : { clip };
    await studio.picks.put(person, space, { sourceId, atMs: Date.now(), video });
    return picked;
  }
  const clip = 'clip' in first.video ? first.video.clip : first.video.kept.clip;
  if (clip !== undefined && 'clip' in source && source.clip === clip) {
    await studio.picks.drop(person, space);
    return { kind: 'text', text: 'That is the video that you picked first, so the pick is taken back.' };
  }
  try {
    const reply = await submitDraft({ kind: 'connect', prompt: '', videos: [first.video, source] }, context);
    await studio.picks.drop(person, space);
    return reply;
  } catch (error) {
    // What may work in a minute keeps its first video; what cannot is over.
    if (!toMoraError(error).retryable) await studio.picks.drop(person, space);
    throw error;
  }
}
