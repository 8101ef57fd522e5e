import { inspectDiscord } from '../../bots/discord/inspect/inspect-discord.ts';
import { inspectSlack } from '../../bots/slack/inspect/inspect-slack.ts';
import type { Config } from '../../core/config.ts';
import type { Finding } from '../../core/finding.ts';
import { arrangementFindings } from './arrangement-findings.ts';
import { crewFindings } from './crew-findings.ts';
import { directoryFindings, nodeFinding } from './machine-findings.ts';
import { storeFindings } from './store-findings.ts';

const marks: Readonly<Record<Finding['state'], string>> = { good: '✓', bad: '✗', note: '·' };

/** `mora doctor`: says what is configured, what is missing, and how to get it. Resolves with whether all is well. */
export async function doctor(config: Config, print: (line: string) => void): Promise<boolean> {
  // Somebody waits for them: both are asked at once.
  const chats = Promise.all([inspectDiscord(config), inspectSlack(config)]);
  const findings = [
    nodeFinding(),
    ...(await directoryFindings(config.dataDir)),
    ...storeFindings(config),
    ...crewFindings(config),
    ...(await arrangementFindings(config)),
    ...(await chats).flat(),
  ];
  for (const { state, text } of findings) print(`${marks[state]} ${text}`);
  const wrong = findings.filter((finding) => finding.state === 'bad').length;
  print(
    wrong === 0 ? 'All is well. Start the studio with: npm start' : `${wrong} to mend before the studio can start.`,
  );
  return wrong === 0;
}
