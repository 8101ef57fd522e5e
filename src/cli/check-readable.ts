import { access, constants } from 'node:fs/promises';
import { MoraError } from '../core/errors.ts';

/** Checks that a file given by an option can be read. Throws `bad-input`. */
export async function checkReadable(file: string, option: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch (error) {
    throw new MoraError('bad-input', `There is no readable file ${file}. Check the path after ${option}.`, {
      cause: error,
    });
  }
}
