import { checkLocalized } from './localization-rules.ts';
import { characterCount, openForm, read, readChoice, readForm, readForms, refuse } from './form.ts';
import type { Form } from './form.ts';
import { COMMAND_LIMITS, MAX_AUTOCOMPLETE_CHOICES } from './limits.ts';
import { checkMessageForm } from './message-rules.ts';
import type { MessageContext } from './message-rules.ts';
import { checkModalForm } from './modal-rules.ts';
import type { RuleProblem } from './rule-problem.ts';

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const CALLBACK = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
  activity: 12,
} as const;

const { message, deferredMessage, deferredUpdate, update, choices, modal, activity } = CALLBACK;

/** What may answer which type of interaction, on the same page. */
const ANSWERS: ReadonlyMap<number, readonly number[]> = new Map([
  [2, [message, deferredMessage, modal, activity]],
  [3, [message, deferredMessage, deferredUpdate, update, modal, activity]],
  [4, [choices]],
  [5, [message, deferredMessage, deferredUpdate, update, activity]],
]);

/** What else a callback is checked against; `edit` matters where it updates the message of its component. */
export interface CallbackContext extends MessageContext {
  /** False for a modal that a command opened: there is no message to change then. True without it. */
  readonly hasMessage?: boolean;
}

/** All that Discord would refuse in the answer to an interaction of a type: 2 command, 3 component, 4 autocomplete, 5 modal. */
export function checkCallback(
  body: unknown,
  interactionType: number,
  context: CallbackContext = { files: [] },
): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const form = openForm(body, '', problems);
  if (form === undefined) return problems;
  const answers = (ANSWERS.get(interactionType) ?? []).filter((answer) => {
    return context.hasMessage !== false || (answer !== deferredUpdate && answer !== update);
  });
  const type = readChoice(form, 'type', answers);
  switch (type) {
    case message: {
      const data = readForm(form, 'data', true);
      if (data !== undefined) checkMessageForm(data, { files: context.files });
      break;
    }
    case update: {
      const data = readForm(form, 'data');
      if (data !== undefined) checkMessageForm(data, { files: context.files, edit: context.edit ?? { flags: 0 } });
      break;
    }
    case deferredMessage:
      checkDeferred(form);
      break;
    case choices:
      checkChoices(form);
      break;
    case modal: {
      const data = readForm(form, 'data', true);
      if (data !== undefined) checkModalForm(data);
      break;
    }
    default:
  }
  return problems;
}

/** A deferred message may say that it will be private, and nothing else that counts. */
function checkDeferred(form: Form): void {
  const data = readForm(form, 'data');
  const flags = data === undefined ? undefined : read(data, 'flags');
  if (data === undefined || flags === undefined || Number.isSafeInteger(flags)) return;
  refuse(data, 'flags', 'NUMBER_TYPE_COERCE', 'The value is not int.');
}

function checkChoices(form: Form): void {
  const data = readForm(form, 'data', true);
  if (data === undefined) return;
  for (const choice of readForms(data, 'choices', { max: MAX_AUTOCOMPLETE_CHOICES, required: true })) {
    checkLocalized(choice, 'name', { min: 1, max: COMMAND_LIMITS.choiceText, required: true }, () => {});
    const value = read(choice, 'value', true);
    if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) continue;
    if (typeof value === 'string' && value !== '' && characterCount(value) <= COMMAND_LIMITS.choiceText) continue;
    refuse(choice, 'value', 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${COMMAND_LIMITS.choiceText} in length.`);
  }
}
