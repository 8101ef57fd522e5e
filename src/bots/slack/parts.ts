import type { Command } from '../../commands/define-command.ts';
import type { ArtifactStore } from '../../core/artifacts/artifact-store.ts';
import type { Logger } from '../../core/log.ts';
import type { Studio } from '../../core/studio/studio.ts';
import type { SlackApi } from './api.ts';
import type { Memory } from './memory.ts';
import type { People } from './people.ts';

/** What the rooms of this adapter share. */
export interface SlackParts {
  /** The API of a workspace. Throws `not-allowed` where the app is installed no more. */
  readonly apiOf: (space: string) => Promise<SlackApi>;
  /** The bot's own user in a workspace; undefined where the app is installed no more. */
  readonly botOf: (space: string) => Promise<Bot | undefined>;
  readonly people: People;
  readonly memory: Memory;
  readonly studio: Studio;
  readonly commands: readonly Command[];
  readonly artifacts: Pick<ArtifactStore, 'open' | 'find'>;
  /** Addresses of the pages of clips; undefined where the studio has none that others can reach. */
  readonly links: { pageUrl(clipId: string): string | undefined };
  /** Names this process among those that share the database. */
  readonly processId: string;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Aborts when the adapter stops. */
  readonly signal: AbortSignal;
}

/** Who we are in a workspace. */
export interface Bot {
  readonly userId: string;
  /** What files are fetched with. */
  readonly token: string;
}

/** Whether a channel is a private talk with one person. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}
