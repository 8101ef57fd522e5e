import { cancel } from './cancel.ts';
import type { Command } from './define-command.ts';
import { helpFor } from './help.ts';
import { i2v } from './i2v.ts';
import { laterKinds } from './later-kinds.ts';
import { status } from './status.ts';
import { t2v } from './t2v.ts';

const withoutHelp: readonly Command[] = [t2v, i2v, ...laterKinds, status, cancel];

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [...withoutHelp, helpFor(withoutHelp)];
