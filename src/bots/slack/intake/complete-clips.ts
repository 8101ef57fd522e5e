import { ownClips } from '../../../commands/own-clips.ts';
import { spaceInReach } from '../../../commands/reach.ts';
import { inTime } from '../../../core/in-time.ts';
import { option } from '../forms/fields.ts';
import { limits } from '../limits.ts';
import type { SlackParts } from '../parts.ts';
import { platform } from '../people.ts';
import type { Block } from '../show/blocks.ts';
import { suggestionSchema } from '../wire.ts';

/** Slack waits three seconds in all. */
const patienceMs = 1_500;

/** Offers people their own videos while they choose one in a form; none where that takes too long. */
export function createClipCompleter({ studio, logger }: Pick<SlackParts, 'studio' | 'logger'>) {
  return async (space: string, raw: unknown): Promise<readonly Block[]> => {
    const { user, value } = suggestionSchema.parse(raw);
    const person = { platform, id: user.id, name: '', moderator: false };
    const reach = spaceInReach({ thread: { platform, space, channel: '' } });
    const clips = ownClips(studio, person, reach, value, limits.options);
    const found = await inTime(clips, patienceMs, () => undefined).catch((error: unknown) => {
      logger.debug({ err: error }, 'clips-not-offered');
      return undefined;
    });
    return (found ?? []).map(({ id, label }) => option(id, label));
  };
}
