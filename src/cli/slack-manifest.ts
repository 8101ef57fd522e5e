import { slackManifest } from '../bots/slack/manifest/manifest.ts';
import { commandsFor } from '../commands/index.ts';
import type { Config } from '../core/config.ts';
import { MoraError } from '../core/errors.ts';
import { setUp } from './set-up.ts';

const usage = 'Use it as: slack-manifest [--socket | --http]';

/**
 * `mora slack-manifest [--socket | --http]`: prints the text from which Slack creates the app. Without an option it is
 * for what is set: requests over HTTP where only SLACK_SIGNING_SECRET is, else Socket Mode.
 */
export async function printSlackManifest(
  args: readonly string[],
  config: Config,
  print: (line: string) => void,
): Promise<void> {
  const publicUrl = isForHttp(args, config) ? demandPublicUrl(config) : undefined;
  const { arrangement } = await setUp(config);
  const commands = commandsFor(arrangement.pipelines);
  const manifest = slackManifest({ commands, ...(publicUrl === undefined ? {} : { publicUrl }) });
  print(JSON.stringify(manifest, undefined, 2));
}

function isForHttp([option, ...more]: readonly string[], { slackAppToken, slackSigningSecret }: Config): boolean {
  if (more.length > 0) throw new MoraError('bad-input', `These are too many options. ${usage}`);
  if (option === undefined) return slackAppToken === undefined && slackSigningSecret !== undefined;
  if (option === '--http' || option === '--socket') return option === '--http';
  throw new MoraError('bad-input', `There is no option “${option}”. ${usage}`);
}

function demandPublicUrl({ publicUrl }: Config): string {
  if (publicUrl !== undefined) return publicUrl;
  throw new MoraError(
    'configuration',
    'Over HTTP Slack must know where to send requests. Set MORA_PUBLIC_URL to where it reaches this studio, or use --socket.',
  );
}
