import type { Command } from '../../../commands/define-command.ts';
import { parseCommandLine } from '../../../commands/parse-command-line.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { commandForm } from '../forms/command-form.ts';
import { nameMentions, unescapeSlack } from '../markup.ts';
import type { SlackParts } from '../parts.ts';
import { toDeliveryError } from '../refusal.ts';
import { commandBodySchema } from '../wire.ts';
import type { Waiting } from './answers.ts';
import { askerOf } from './asker.ts';
import { contextOf } from './context.ts';
import type { IntakeParts } from './intake-parts.ts';

/** Takes `/mora …`. Alone, or where a file is needed that a slash command cannot carry, it opens the form. */
export function createCommandTaker({ parts, answers, entries, claims }: IntakeParts) {
  const { commands } = parts;

  return async (space: string, raw: unknown, respond: Waiting['respond']): Promise<void> => {
    const body = commandBodySchema.parse(raw);
    const { user_id: userId, channel_id: channel, trigger_id: triggerId } = body;
    const line = lineOf(body.text, commands);
    const form = formFor(line, commands);
    // A trigger lives three seconds: nothing may stand between it and the form.
    if (form !== undefined) {
      return openForm(parts, space, userId, triggerId, channel, form).catch(async (error: unknown) => {
        const place = await askerOf(parts, space, userId, channel);
        await answers.problem({ place, respond }, toDeliveryError(error));
      });
    }

    if (!(await claims.first(`command-${triggerId}`))) return;
    const place = await askerOf(parts, space, userId, channel);
    const waiting: Waiting = { place, respond };
    try {
      const { command, options } = parseCommandLine(line, commands);
      const context = await contextOf(place, `command-${triggerId}`, parts, entries);
      await answers.reply(waiting, await command.run(options, context));
    } catch (error) {
      await answers.problem(waiting, error);
    }
  };
}

/** What was typed. Only what is for moderators names channels and user groups by their ids: the words of a video are for a model. */
function lineOf(text: string, commands: readonly Command[]): string {
  const line = unescapeSlack(text);
  const [name] = line.trim().split(/\s/u);
  const isWords = commands.some((command) => command.makesVideo && command.name === name?.toLowerCase());
  return isWords ? nameMentions(line) : line;
}

/** A form with what was typed so far. */
export interface WantedForm {
  readonly command: Command;
  readonly options: Readonly<Record<string, string>>;
}

/** The form that a line opens; undefined where it can be carried out as it stands. */
export function formFor(line: string, commands: readonly Command[]): WantedForm | undefined {
  const first = commands.find(({ makesVideo }) => makesVideo);
  if (line.trim() === '') return first && { command: first, options: {} };
  try {
    const { command, options } = parseCommandLine(line, commands);
    const needsFile = command.picture === 'required' || command.videos > 0;
    return needsFile ? { command, options } : undefined;
  } catch {
    // What cannot be read is said in the chat, not in a form.
    return undefined;
  }
}

/** Opens the form for somebody, in their language where that is known already. */
export async function openForm(
  { apiOf, people, commands }: Pick<SlackParts, 'apiOf' | 'people' | 'commands'>,
  space: string,
  userId: string,
  triggerId: string,
  channel: string | undefined,
  { command, options }: WantedForm,
): Promise<void> {
  const translator = translatorFor(localeFrom(people.knownLocale(space, userId)));
  const place = channel === undefined ? {} : { channel };
  const api = await apiOf(space);
  await api.openView(triggerId, commandForm(command, commands, place, translator, options));
}
