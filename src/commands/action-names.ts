/** What the buttons of a task do. */
export const actionNames = ['cancel', 'again', 'edit-prompt', 'extend', 'restyle'] as const;
export type ActionName = (typeof actionNames)[number];
