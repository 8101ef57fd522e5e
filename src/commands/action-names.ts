/** What buttons do: those of a task first, then those of an entry of the gallery. */
export const actionNames = [
  'cancel',
  'again',
  'edit-prompt',
  'extend',
  'restyle',
  'connect',
  'share',
  'delete',
  'vote',
  'remix',
  'withdraw',
] as const;
export type ActionName = (typeof actionNames)[number];

/** Those that ask for a video; what the others say is for whoever pressed them. */
export const videoActions: ReadonlySet<ActionName> = new Set([
  'again',
  'edit-prompt',
  'extend',
  'restyle',
  'connect',
  'remix',
]);
