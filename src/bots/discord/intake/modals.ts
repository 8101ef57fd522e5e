import { ComponentType, InteractionResponseType, TextInputStyle } from 'discord.js';
import { maxPromptLength } from '../../../core/task.ts';
import type { Question } from '../../questions.ts';
import type { Translator } from '../../locales/translate.ts';
import { limits } from '../limits.ts';
import { ellipsis, unescapeMarkup, unquote } from '../markup.ts';
import { componentIds } from '../show/components.ts';
import { flattenComponents, type DiscordMessage } from '../wire.ts';

/** The one field of our modals. */
const fieldId = 'prompt';

/** A modal as the answer of an interaction; `customId` says what becomes of the words, `value` is what stands there first. */
export function modalOf(
  customId: string,
  { title, label, required }: Question,
  value: string,
  { text: say }: Translator,
): Record<string, unknown> {
  const input = {
    type: ComponentType.TextInput,
    custom_id: fieldId,
    style: TextInputStyle.Paragraph,
    required,
    max_length: Math.min(maxPromptLength, limits.modalTextLength),
    ...(value === '' ? {} : { value }),
  };
  const field = { type: ComponentType.Label, label: say(label).slice(0, limits.modalTitleLength), component: input };
  return {
    type: InteractionResponseType.Modal,
    data: { custom_id: customId, title: say(title).slice(0, limits.modalTitleLength), components: [field] },
  };
}

/** What was typed. */
export function wordsOf(components: readonly unknown[]): string {
  return flattenComponents(components).find(({ custom_id: id }) => id === fieldId)?.value ?? '';
}

/** The prompt that a message of ours shows, so that a modal needs nothing of the database. Undefined where it is not whole. */
export function shownPrompt({ components }: Pick<DiscordMessage, 'components'>): string | undefined {
  const shown = flattenComponents(components).find(({ id }) => id === componentIds.prompt)?.content;
  if (shown === undefined || shown.endsWith(ellipsis)) return undefined;
  const prompt = unescapeMarkup(unquote(shown));
  return prompt.length > maxPromptLength ? undefined : prompt;
}
