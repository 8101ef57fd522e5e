import { reservedNames } from '../commands/index.ts';
import { loadArrangement, type LoadedSetup } from '../core/arrangement/load-arrangement.ts';
import type { Config } from '../core/config.ts';
import { providerKinds } from '../../workers/providers/provider-kinds.ts';

/** Reads `mora.config.yaml` where there is one. Throws `configuration` with all that is wrong in it. */
export function setUp({ arrangementFile }: Pick<Config, 'arrangementFile'>): Promise<LoadedSetup> {
  return loadArrangement(arrangementFile, { providers: providerKinds, reservedNames });
}
