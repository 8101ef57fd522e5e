import type { ActionName } from '../commands/action-names.ts';

/** What somebody is asked for before an action begins. */
export interface Question {
  readonly title: string;
  readonly label: string;
  readonly required: boolean;
  /** Whether the words of the message are filled in. */
  readonly prefilled: boolean;
}

/** The actions that ask for words. */
export const questions: Readonly<Partial<Record<ActionName, Question>>> = {
  'edit-prompt': { title: 'Edit the prompt', label: 'What the video should show', required: false, prefilled: true },
  extend: { title: 'Make it longer', label: 'What happens next', required: false, prefilled: false },
  restyle: { title: 'Change this video', label: 'What should change', required: true, prefilled: false },
  remix: {
    title: 'Remix this video',
    label: 'What should change, or how it goes on',
    required: true,
    prefilled: false,
  },
};

/** What the menu of a message asks for before a video, or a picture, is changed. */
export const menuQuestions: Readonly<Record<'edit' | 'i2v', Question>> = {
  edit: { title: 'Change this video', label: 'What should change', required: true, prefilled: false },
  i2v: { title: 'Animate this picture', label: 'How it should move or change', required: false, prefilled: false },
};
