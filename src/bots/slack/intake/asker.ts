import type { Place } from '../../target.ts';
import { isDirect, type SlackParts } from '../parts.ts';
import { platform } from '../people.ts';

/** Who asks, and where; in a thread, by the message that began it. */
export async function askerOf(
  { people }: Pick<SlackParts, 'people'>,
  space: string,
  userId: string,
  channel: string,
  threadTs?: string,
): Promise<Place> {
  const thread = threadTs === undefined ? {} : { thread: threadTs };
  return {
    person: await people.find(space, userId),
    thread: { platform, space, channel, ...thread },
    direct: isDirect(channel),
  };
}
