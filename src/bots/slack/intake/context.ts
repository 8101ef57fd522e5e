import type { CommandContext } from '../../../commands/define-command.ts';
import { MoraError } from '../../../core/errors.ts';
import type { Place, Target } from '../../target.ts';
import { messageKey } from '../memory.ts';
import type { SlackParts } from '../parts.ts';
import type { Entries } from '../place/entries.ts';
import { mentionOf } from '../show/render-reply.ts';

/** What came with a command. */
export type Given = Pick<Target, 'images' | 'videos'>;

/** Slack makes one of a channel that somebody chose; of what was only typed it makes nothing. */
const channelId = /^[CG][A-Z0-9]{1,30}$/u;

const nothing: Given = { images: [], videos: [] };

/** The context of a command, whatever way it came in. `sourceId` is what asked, with its kind before it. */
export async function contextOf(
  { person, thread, direct = false }: Place,
  sourceId: string,
  { studio, apiOf, people, memory, signal }: SlackParts,
  entries: Pick<Entries, 'url'>,
  given: Given = nothing,
): Promise<CommandContext> {
  const { space, channel, thread: ts } = thread;
  const threadTask =
    ts === undefined ? undefined : (await memory.threads.get(messageKey(space, { channel, ts })))?.value.taskId;
  return {
    studio,
    person,
    thread,
    direct,
    sourceId,
    ...given,
    signal,
    ...(threadTask === undefined ? {} : { threadTask }),
    async demandPostable(wanted) {
      const sentence = 'I am not in that channel. Invite me there with /invite @Mora, then try again.';
      const api = await apiOf(space);
      const known = await api.channel(wanted).catch((cause: unknown) => {
        throw new MoraError('bad-input', sentence, { cause });
      });
      if (known.is_member === true) return;
      await api.join(wanted).catch((cause: unknown) => {
        throw new MoraError('bad-input', sentence, { cause });
      });
    },
    findChannel(named) {
      if (channelId.test(named)) return Promise.resolve(named);
      return Promise.reject(
        new MoraError('bad-input', 'I do not know that channel. Choose it from the list that opens while you type #.'),
      );
    },
    async findRole(named) {
      const group = await people.findGroup(space, named);
      if (group !== undefined) return group.id;
      throw new MoraError('bad-input', 'There is no user group of that name here.');
    },
    nameChannel: (id) => mentionOf('#', id),
    // By a name that calls nobody.
    nameRole: (id) => `@${people.knownGroup(space, id) || id}`,
    async entryUrl(clipId) {
      const row = await studio.gallery.row(clipId);
      return row && entries.url(row);
    },
  };
}
