import { registerStudio } from '../bots/discord/registration/register-studio.ts';
import { commandsFor } from '../commands/index.ts';
import type { Config } from '../core/config.ts';
import { setUp } from './set-up.ts';

/** `mora register`: tells Discord which commands there are, and prints what that changed. Throws `MoraError`. */
export async function register(config: Config, stop: AbortSignal, print: (line: string) => void): Promise<void> {
  const { arrangement } = await setUp(config);
  const { created, changed, removed, kept } = await registerStudio(config, commandsFor(arrangement.pipelines), stop);
  for (const [what, names] of Object.entries({ Created: created, Changed: changed, Removed: removed, Kept: kept })) {
    if (names.length > 0) print(`${what}: ${names.join(', ')}`);
  }
}
