import { reservedNames } from '../commands/index.ts';
import { loadArrangement, type LoadedSetup } from '../core/arrangement/load-arrangement.ts';
import type { Config } from '../core/config.ts';
import { arrangeCrew } from '../../workers/crews/arrange-crew.ts';
import { chooseCrew } from '../../workers/crews/choose-crew.ts';
import { providerKinds } from '../../workers/providers/provider-kinds.ts';

/** Reads `mora.config.yaml` where there is one. Throws `configuration` with all that is wrong in it. */
export function readSetup({ arrangementFile }: Pick<Config, 'arrangementFile'>): Promise<LoadedSetup> {
  return loadArrangement(arrangementFile, { providers: providerKinds, reservedNames });
}

/** The same, with the ready-made crew behind what the operator wrote. */
export async function setUp(config: Config): Promise<LoadedSetup> {
  const loaded = await readSetup(config);
  return { ...loaded, arrangement: arrangeCrew(loaded.arrangement, chooseCrew(config)) };
}
