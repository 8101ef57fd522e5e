import { inspectDiscord } from '../../bots/discord/inspect/inspect-discord.ts';
import { inspectSlack } from '../../bots/slack/inspect/inspect-slack.ts';
import type { Config } from '../../core/config.ts';
import { MoraError } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';
import { arrangementFindings } from './arrangement-findings.ts';
import { artifactFinding } from './artifact-finding.ts';
import { crewFindings } from './crew-findings.ts';
import { directoryFindings, nodeFinding } from './machine-findings.ts';
import { storeFindings } from './store-findings.ts';
import { vendorFindings } from './vendor-findings.ts';

const marks: Readonly<Record<Finding['state'], string>> = { good: '✓', bad: '✗', note: '·' };

/**
 * `mora doctor`: says what is configured, what is missing, and how to get it. With `--live` models are tried, too, which
 * costs a few cents. Resolves with whether all is well. Throws `bad-input` for anything else it is told.
 */
export async function doctor(args: readonly string[], config: Config, print: (line: string) => void): Promise<boolean> {
  const unknown = args.find((arg) => arg !== '--live');
  if (unknown !== undefined) throw new MoraError('bad-input', `doctor takes --live or nothing, not “${unknown}”.`);
  const live = args.includes('--live');
  // Somebody waits for them: all are asked at once.
  const elsewhere = Promise.all([vendorFindings(config, live), inspectDiscord(config), inspectSlack(config)]);
  const stores = Promise.all([storeFindings(config), artifactFinding(config)]);
  const findings = [
    nodeFinding(),
    ...(await directoryFindings(config.dataDir)),
    ...(await stores).flat(),
    ...crewFindings(config),
    ...(await arrangementFindings(config)),
    ...(await elsewhere).flat(),
  ];
  for (const { state, text } of findings) print(`${marks[state]} ${text}`);
  const wrong = findings.filter((finding) => finding.state === 'bad').length;
  print(
    wrong === 0 ? 'All is well. Start the studio with: npm start' : `${wrong} to mend before the studio can start.`,
  );
  return wrong === 0;
}
