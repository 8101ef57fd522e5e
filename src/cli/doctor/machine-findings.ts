import { access, constants, statfs } from 'node:fs/promises';
import path from 'node:path';
import { lockDirectory } from '../../core/database/directory-lock.ts';
import { toMoraError } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';

/** Whether Node is new enough. */
export function nodeFinding(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  return major >= 24
    ? { state: 'good', text: `Node ${process.versions.node}` }
    : {
        state: 'bad',
        text: `Node ${process.versions.node} is too old. Run the commands by npm, which brings Node 24.`,
      };
}

/** Where data is kept, whether somebody works there now, and how much room there is. */
export async function directoryFindings(dataDir: string): Promise<Finding[]> {
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
