import type { Config } from '../src/core/config.ts';
import type { Finding } from '../src/core/finding.ts';
import type { Logger } from '../src/core/log.ts';
import type { MediaTools } from '../src/core/media/media-tools.ts';
import type { Moderator } from '../src/core/moderation.ts';
import type { Provider } from '../src/core/provider.ts';

/** What a vendor is made from. */
export interface VendorParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly media: MediaTools;
  /** The operator's settings by the vendor's name; each is read by that vendor's own schema. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Where models come from: each model is a provider, and they share a connection and credentials. */
export interface Vendor {
  /** Lower-case, the part of its providers' names before the slash. */
  readonly name: string;
  readonly providers: readonly Provider[];
  readonly moderator?: Moderator;
  /** What an operator should know: credentials, models, drifted fields. `live` may spend a few cents on trying it. */
  inspect(options: { readonly live: boolean; readonly signal: AbortSignal }): Promise<readonly Finding[]>;
  /** Closes connections; its providers' own `close` need not. */
  close(): Promise<void>;
}
