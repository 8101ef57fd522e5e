import type { TaskRow } from '../core/database/task-rows.ts';
import { MoraError } from '../core/errors.ts';
import type { VideoSource } from '../core/studio/incoming.ts';
import type { Studio } from '../core/studio/studio.ts';
import { taskIdSchema } from '../core/task-id.ts';
import { shorten } from '../core/text.ts';
import type { PersonRef } from '../core/thread.ts';

/** The id of a clip, as completion fills it in. */
export const clipOption = taskIdSchema.meta({ completes: 'clips' });

/** One of a person's videos, to choose from. */
export interface ClipChoice {
  readonly id: string;
  readonly label: string;
}

/** How a task ended, in a word or two. */
export function kindOfEnd({ outcome, deliveredTo }: TaskRow, kept: boolean): string {
  if (outcome === undefined) return 'in the making';
  if (outcome.status === 'done' && !kept) return 'deleted';
  return deliveredTo?.place === 'kept' ? 'kept for you' : outcome.status;
}

/** A person's newest finished videos in a space whose words contain what was typed. */
export async function ownClips(
  studio: Studio,
  person: PersonRef,
  space: string | undefined,
  typed: string,
  limit: number,
): Promise<readonly ClipChoice[]> {
  const wanted = typed.trim().toLowerCase();
  const choices: ClipChoice[] = [];
  for (const { plan, outcome } of await studio.recent(person, space, 100)) {
    const { taskId: id, request } = plan;
    const label = `${request.kind}: ${request.prompt || 'without words'}`;
    if (outcome?.status !== 'done' || (id !== wanted && !label.toLowerCase().includes(wanted))) continue;
    // One that was deleted is no choice.
    if ((await studio.clip(id)) !== undefined) choices.push({ id, label: shorten(label, 90) });
    if (choices.length === limit) break;
  }
  return choices;
}

/** A video of the studio by what was chosen or typed. Throws `bad-input` for what is no id of a clip. */
export function clipSource(text: string): VideoSource {
  const parsed = taskIdSchema.safeParse(text.trim());
  if (parsed.success) return { clip: parsed.data };
  throw new MoraError('bad-input', 'Choose one of your videos from the list that appears while you type.');
}
