import { readFile } from 'node:fs/promises';
import { MoraError, systemCode } from '../errors.ts';
import { readArrangement } from './read-arrangement.ts';
import { plainSetup, type Setup, type Surroundings } from './setup.ts';

/** Where an arrangement may stand. */
export interface ArrangementFile {
  readonly path: string;
  /** Whether the operator named it: then it must be there. */
  readonly named: boolean;
}

/** An arrangement with the file that it was read from; absent where there is none. */
export interface LoadedSetup extends Setup {
  readonly file?: string;
}

/** Reads the arrangement. Throws `configuration` where a named file is missing, cannot be read, or is wrong. */
export async function loadArrangement(file: ArrangementFile, surroundings: Surroundings): Promise<LoadedSetup> {
  let text: string;
  try {
    text = await readFile(file.path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && !file.named) return plainSetup;
    const why = systemCode(error) === 'ENOENT' ? 'is not there' : 'cannot be read';
    const next = file.named ? 'Mend MORA_CONFIG, or take it away' : 'Let this user read it, or take it away';
    throw new MoraError('configuration', `${file.path} ${why}. ${next}.`, { cause: error });
  }
  return { ...readArrangement(text, file.path, surroundings), file: file.path };
}
