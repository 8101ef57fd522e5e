import type { Translator } from '../../locales/translate.ts';
import { escapeWithin } from '../markup.ts';
import { button, fallbackLength, literal, paragraph, type Message } from './blocks.ts';

/** One answer that can be chosen by a button. */
export interface Choice {
  readonly actionId: string;
  readonly value: string;
  /** In English. */
  readonly label: string;
}

/** A question in English with a button for each answer, as a message. */
export function renderQuestion(question: string, choices: readonly Choice[], { text: say }: Translator): Message {
  const said = say(question);
  const elements = choices.map(({ actionId, value, label }) => ({ ...button(actionId, say(label)), value }));
  return {
    text: escapeWithin(said, fallbackLength),
    blocks: [...paragraph(...literal(said)), { type: 'actions', elements }],
  };
}
