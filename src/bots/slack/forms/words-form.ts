import { maxPromptLength } from '../../../core/task.ts';
import type { Translator } from '../../locales/translate.ts';
import type { Question } from '../../questions.ts';
import type { View } from '../api.ts';
import { limits } from '../limits.ts';
import { plain } from '../show/blocks.ts';
import type { SlackView } from '../wire.ts';
import { fieldActionId } from './fields.ts';
import { readState } from './form-state.ts';

const wordsBlock = 'mora_words';

/** What the field takes: a whole prompt. */
const length = Math.min(maxPromptLength, limits.inputLength);

/**
 * The modal of a question, with one field. `metadata` comes back when it is sent. Words that the field could not take
 * whole are not filled in: half of them would be sent as if they were all.
 */
export function wordsForm(
  { title, label, required }: Question,
  callbackId: string,
  metadata: string,
  words: string,
  { text: say }: Translator,
): View {
  const fits = words !== '' && words.length <= length;
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: metadata,
    title: plain(say(title), limits.viewTitleLength),
    submit: plain(say('Make it'), limits.viewTitleLength),
    close: plain(say('Close'), limits.viewTitleLength),
    blocks: [
      {
        type: 'input',
        block_id: wordsBlock,
        optional: !required,
        label: plain(say(label), limits.labelLength),
        element: {
          type: 'plain_text_input',
          action_id: fieldActionId,
          multiline: true,
          max_length: length,
          ...(fits ? { initial_value: words } : {}),
        },
      },
    ],
  };
}

/** What was typed. */
export function wordsOf(view: SlackView): string {
  return readState(view)(wordsBlock)?.value ?? '';
}
