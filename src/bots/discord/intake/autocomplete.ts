import { InteractionResponseType } from 'discord.js';
import type { Command } from '../../../commands/define-command.ts';
import { modelChoices } from '../../../commands/model-choices.ts';
import { optionSpecs, type OptionSpec } from '../../../commands/option-specs.ts';
import { ownClips } from '../../../commands/own-clips.ts';
import type { Studio } from '../../../core/studio/studio.ts';
import { shorten } from '../../../core/text.ts';
import type { Translator } from '../../locales/translate.ts';
import { limits } from '../limits.ts';
import { spaceInReach } from '../../../commands/reach.ts';
import { videoOptionNames } from '../registration/option-names.ts';
import type { DiscordOption } from '../wire.ts';
import type { Origin } from './origin.ts';
import { demandCommand } from './read-command.ts';

interface Choice {
  readonly name: string;
  readonly value: string;
}

/** What is offered while somebody types an option: their own videos, models, or words worth trying. */
export async function complete(
  nested: readonly DiscordOption[],
  origin: Origin,
  commands: readonly Command[],
  studio: Studio,
  { text: say }: Translator,
): Promise<Record<string, unknown>> {
  const { command, options } = demandCommand(nested, commands);
  const focused = options.find(({ focused: isFocused }) => isFocused === true);
  const typed = String(focused?.value ?? '');
  const spec = optionSpecs(command).find(({ name }) => name === focused?.name);
  const isClip = spec?.completes === 'clips' || videoOptionNames(command).some(({ clip }) => clip === focused?.name);
  const choices = isClip
    ? await clipChoices(origin, studio, typed)
    : spec?.completes === 'models'
      ? await namedModels(origin, studio, command, spec, typed, say)
      : suggest(typed, spec?.suggestions ?? [], say);
  return { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } };
}

async function clipChoices(origin: Origin, studio: Studio, typed: string): Promise<Choice[]> {
  const clips = await ownClips(studio, origin.person, spaceInReach(origin), typed, limits.choices);
  return clips.map(({ id, label }) => ({ name: label, value: id }));
}

/** Models by the names that people read, with what they cost; after them what else can be said in their place. */
async function namedModels(
  { thread }: Origin,
  studio: Studio,
  command: Command,
  { suggestions = [] }: OptionSpec,
  typed: string,
  say: Translator['text'],
): Promise<Choice[]> {
  const models = await modelChoices({ studio, thread }, command, typed, limits.choices);
  const others = suggestions.filter((one) => one.startsWith(typed.trim().toLowerCase()));
  return [
    ...models.map(({ name, label, price }) => ({
      name: shorten(price === undefined ? say(label) : `${say(label)} · ${say(price)}`, limits.choiceLength),
      value: name,
    })),
    ...others.map((one) => ({ name: one, value: one })),
  ]
    .filter(({ value }) => value.length <= limits.choiceLength)
    .slice(0, limits.choices);
}

/** What was typed comes first, as it is; then each suggestion that goes with it. The words stay English: models read them. */
function suggest(typed: string, suggestions: readonly string[], say: (english: string) => string): Choice[] {
  const words = typed.trim();
  const wanted = words.toLowerCase();
  const fitting = suggestions.filter((one) => one.includes(wanted) || say(one).toLowerCase().includes(wanted));
  const choices = fitting.length > 0 || wanted === '' ? fitting : suggestions.map((one) => `${words}, ${one}`);
  const all = [
    ...(words === '' || choices.includes(words) ? [] : [{ name: words, value: words }]),
    ...choices.map((one) => ({ name: say(one), value: one })),
  ];
  return all
    .filter(({ name, value }) => name.length <= limits.choiceLength && value.length <= limits.choiceLength)
    .slice(0, limits.choices);
}
