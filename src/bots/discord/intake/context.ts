import type { CommandContext } from '../../../commands/define-command.ts';
import { MoraError } from '../../../core/errors.ts';
import type { ImageSource, VideoSource } from '../../../core/studio/incoming.ts';
import type { Place } from '../../target.ts';
import { guildOf, type DiscordParts } from '../parts.ts';
import type { Entries } from '../place/entries.ts';
import { mentionOf } from '../show/render-reply.ts';

/** What came with a command. */
export interface Given {
  readonly images: readonly ImageSource[];
  readonly videos: readonly VideoSource[];
}

const nothing: Given = { images: [], videos: [] };

/** The context of a command, whatever way it came in. `sourceId` is the message or interaction, with its kind before it. */
export async function contextOf(
  { person, thread, direct = false }: Place,
  sourceId: string,
  parts: DiscordParts,
  entries: Pick<Entries, 'url'>,
  given: Given = nothing,
): Promise<CommandContext> {
  const { studio, api, memory, mayPost, signal } = parts;
  const threadTask = thread.thread === undefined ? undefined : (await memory.threads.get(thread.thread))?.value.taskId;
  return {
    studio,
    person,
    thread,
    direct,
    sourceId,
    ...given,
    signal,
    ...(threadTask === undefined ? {} : { threadTask }),
    async demandPostable(channel) {
      const sentence =
        'I may not post in that channel. Give me View Channel, Send Messages and Attach Files there, then try again.';
      const known = mayPost(guildOf(thread.space), channel);
      if (known === false) throw new MoraError('bad-input', sentence);
      if (known === true) return;
      // The one thing that needs the right to send and leaves nothing behind.
      await api.typing(channel).catch((cause: unknown) => {
        throw new MoraError('bad-input', sentence, { cause });
      });
    },
    nameChannel: (id) => mentionOf('#', id),
    nameRole: (id) => mentionOf('@&', id),
    async entryUrl(clipId) {
      const row = await studio.gallery.row(clipId);
      return row && entries.url(row);
    },
  };
}
