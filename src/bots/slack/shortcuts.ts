import type { menuNames } from '../message-menu.ts';

/** A shortcut as the manifest declares it: https://docs.slack.dev/interactivity/implementing-shortcuts */
export interface Shortcut {
  /** How Slack names it to us. */
  readonly callbackId: string;
  /** At most 24 characters. */
  readonly name: string;
  /** At most 150 characters. */
  readonly description: string;
}

/** What the menu of a message offers. */
export const messageShortcuts: readonly (Shortcut & { readonly name: (typeof menuNames)[number] })[] = [
  { callbackId: 'mora_animate', name: 'Animate', description: 'Turns the pictures of this message into a video.' },
  { callbackId: 'mora_extend', name: 'Extend', description: 'Makes the video of this message longer.' },
  {
    callbackId: 'mora_edit',
    name: 'Edit…',
    description: 'Changes the video or picture of this message by your words.',
  },
  { callbackId: 'mora_connect', name: 'Connect', description: 'Picks this video to join it with another one.' },
  { callbackId: 'mora_info', name: 'Info', description: 'Says how the video of this message was made.' },
];

/** What can be chosen everywhere: it opens the form for a new video. */
export const newVideoShortcut: Shortcut = {
  callbackId: 'mora_new',
  name: 'New video',
  description: 'Makes a video from words, pictures or clips.',
};
