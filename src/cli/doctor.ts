import { access, constants, statfs } from 'node:fs/promises';
import path from 'node:path';
import { describeSetup } from '../core/arrangement/describe-setup.ts';
import type { Config } from '../core/config.ts';
import { lockDirectory } from '../core/database/directory-lock.ts';
import { toMoraError } from '../core/errors.ts';
import { setUp } from './set-up.ts';

/** One thing that was looked at. `note` is neither good nor bad: it says what could be had, and how. */
interface Finding {
  readonly state: 'good' | 'bad' | 'note';
  readonly text: string;
}

const marks: Readonly<Record<Finding['state'], string>> = { good: '✓', bad: '✗', note: '·' };

/** `mora doctor`: says what is configured, what is missing, and how to get it. Resolves with whether all is well. */
export async function doctor(config: Config, print: (line: string) => void): Promise<boolean> {
  const findings = [
    nodeFinding(),
    ...(await directoryFindings(config.dataDir)),
    ...storeFindings(config),
    ...crewFindings(config),
    ...(await arrangementFindings(config)),
  ];
  for (const { state, text } of findings) print(`${marks[state]} ${text}`);
  const wrong = findings.filter((finding) => finding.state === 'bad').length;
  print(
    wrong === 0 ? 'All is well. Start the studio with: npm start' : `${wrong} to mend before the studio can start.`,
  );
  return wrong === 0;
}

function nodeFinding(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  return major >= 24
    ? { state: 'good', text: `Node ${process.versions.node}` }
    : {
        state: 'bad',
        text: `Node ${process.versions.node} is too old. Run the commands by npm, which brings Node 24.`,
      };
}

async function directoryFindings(dataDir: string): Promise<Finding[]> {
  const there = await access(dataDir, constants.W_OK).then(
    () => true,
    () => false,
  );
  const findings: Finding[] = [
    there
      ? { state: 'good', text: `Data directory ${dataDir} (MORA_DATA_DIR)` }
      : { state: 'note', text: `Data directory ${dataDir} is made at the first start (MORA_DATA_DIR)` },
  ];
  if (there) {
    try {
      await (await lockDirectory(dataDir)).release();
    } catch (error) {
      const { code, userMessage } = toMoraError(error);
      findings.push({ state: code === 'data-directory-in-use' ? 'note' : 'bad', text: userMessage });
    }
  }
  const { bavail, bsize } = await statfs(there ? dataDir : path.parse(dataDir).root);
  const freeGigabytes = (bavail * bsize) / 1024 ** 3;
  findings.push({ state: freeGigabytes > 1 ? 'good' : 'bad', text: `${freeGigabytes.toFixed(1)} GB free on its disk` });
  return findings;
}

function storeFindings({ databaseUrl, redisUrl }: Config): Finding[] {
  return [
    databaseUrl === undefined
      ? { state: 'good', text: 'Database: embedded. For several machines set DATABASE_URL to a PostgreSQL server' }
      : { state: 'good', text: 'Database: the PostgreSQL server of DATABASE_URL' },
    redisUrl === undefined
      ? { state: 'good', text: 'Queue: in the database. For several machines set REDIS_URL to a Redis server' }
      : { state: 'good', text: 'Queue: the Redis server of REDIS_URL' },
    { state: 'good', text: 'Artifacts: files in the data directory' },
  ];
}

function crewFindings({ agents, port }: Config): Finding[] {
  return [
    { state: 'good', text: `Chat: the playground on http://localhost:${port} (PORT). It needs no token` },
    { state: 'note', text: 'Discord and Slack are not part of this version' },
    agents.length === 0
      ? { state: 'note', text: 'Agents: none here (MORA_AGENTS=none); start workers elsewhere with npm run worker' }
      : { state: 'good', text: `Agents: ${agents.join(', ')} (MORA_AGENTS)` },
    { state: 'good', text: 'Provider: sketch, which paints on this machine without a model' },
    { state: 'note', text: 'Providers with models (OpenAI, Replicate, ComfyUI) are not part of this version' },
  ];
}

async function arrangementFindings(config: Config): Promise<Finding[]> {
  try {
    const { file, ...setup } = await setUp(config);
    if (file === undefined) {
      return [
        { state: 'good', text: `Arrangement: Mora's own. ${config.arrangementFile.path} (MORA_CONFIG) changes it` },
      ];
    }
    const arranged = describeSetup(setup);
    const parts = arranged.length === 0 ? 'arranges nothing' : arranged.join('; ');
    return [{ state: 'good', text: `Arrangement: ${file} (MORA_CONFIG): ${parts}` }];
  } catch (error) {
    return [{ state: 'bad', text: toMoraError(error).userMessage }];
  }
}
