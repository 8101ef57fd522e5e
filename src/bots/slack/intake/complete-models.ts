import { modelChoices } from '../../../commands/model-choices.ts';
import { shorten } from '../../../core/text.ts';
import { inTime } from '../../../core/in-time.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { option } from '../forms/fields.ts';
import { readMetadata } from '../forms/form-state.ts';
import { limits } from '../limits.ts';
import type { SlackParts } from '../parts.ts';
import { platform } from '../people.ts';
import type { Block } from '../show/blocks.ts';
import { suggestionSchema } from '../wire.ts';

/** Slack waits three seconds in all. */
const patienceMs = 1_500;

/** Offers people the models of their workspace while they choose one in a form; none where that takes too long. */
export function createModelCompleter({
  studio,
  people,
  commands,
  logger,
}: Pick<SlackParts, 'studio' | 'people' | 'commands' | 'logger'>) {
  return async (space: string, raw: unknown): Promise<readonly Block[]> => {
    const { user, value, view } = suggestionSchema.parse(raw);
    const known = readMetadata(view?.private_metadata ?? '');
    const command = commands.find(({ name }) => name === known?.command);
    if (command === undefined) return [];
    const { text: say } = translatorFor(localeFrom(people.knownLocale(space, user.id)));
    const thread = { platform, space, channel: known?.place.channel ?? '' };
    const models = modelChoices({ studio, thread }, command, value, limits.options);
    const found = await inTime(models, patienceMs, () => undefined).catch((error: unknown) => {
      logger.debug({ err: error }, 'models-not-offered');
      return undefined;
    });
    return (found ?? [])
      .filter(({ name }) => name.length <= limits.optionLength)
      .map(({ name, label, price }) => {
        const words = price === undefined ? say(label) : `${say(label)} · ${say(price)}`;
        return option(name, shorten(words, limits.optionLength));
      });
  };
}
