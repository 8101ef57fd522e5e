import { describeSetup } from '../../core/arrangement/describe-setup.ts';
import type { Config } from '../../core/config.ts';
import { toMoraError } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';
import { readSetup } from '../set-up.ts';

/** What `mora.config.yaml` changes, or what is wrong in it. */
export async function arrangementFindings(config: Config): Promise<Finding[]> {
  try {
    const { file, ...setup } = await readSetup(config);
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
