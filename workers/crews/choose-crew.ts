import type { Config } from '../../src/core/config.ts';
import { MoraError } from '../../src/core/errors.ts';
import { crewNames, readyMadeCrews, type CrewName } from './ready-made.ts';

type CrewConfig = Pick<
  Config,
  'crew' | 'replicateApiToken' | 'openaiApiKey' | 'openaiBaseUrl' | 'comfyuiUrls' | 'databaseUrl' | 'redisUrl'
>;

/**
 * Which ready-made crew plays: the one that was named, else what the tokens allow. Throws `configuration` for a name that
 * there is not, and where what a named crew needs is missing on a single machine; on several the workers may have it.
 */
export function chooseCrew(config: CrewConfig): CrewName {
  if (config.crew === undefined) return bestOf(config);
  const name = crewNames.find((known) => known === config.crew);
  if (name === undefined) {
    throw new MoraError(
      'configuration',
      `MORA_CREW: there is no crew “${config.crew}”. Write one of ${crewNames.join(', ')}.`,
    );
  }
  const { needs } = readyMadeCrews[name];
  const given = givenOf(config);
  const shared = config.databaseUrl !== undefined || config.redisUrl !== undefined;
  if (needs.length === 0 || shared || needs.some((setting) => given.has(setting))) return name;
  throw new MoraError(
    'configuration',
    `MORA_CREW: the crew “${name}” needs ${needs.join(' or ')}. Set it, or take another crew.`,
  );
}

function bestOf(config: CrewConfig): CrewName {
  if (config.replicateApiToken !== undefined) return 'fast';
  if (config.comfyuiUrls.length > 0) return 'comfyui';
  return givenOf(config).size > 0 ? 'fast' : 'sketch';
}

function givenOf({ replicateApiToken, openaiApiKey, openaiBaseUrl, comfyuiUrls }: CrewConfig): ReadonlySet<string> {
  const settings: readonly (readonly [string, unknown])[] = [
    ['REPLICATE_API_TOKEN', replicateApiToken],
    ['OPENAI_API_KEY', openaiApiKey],
    ['OPENAI_BASE_URL', openaiBaseUrl],
    ['COMFYUI_URL', comfyuiUrls[0]],
  ];
  return new Set(settings.filter(([, value]) => value !== undefined).map(([name]) => name));
}
