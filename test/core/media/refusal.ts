import { MoraError } from '../../../src/core/errors.ts';

/** The `MoraError` that some work is expected to end with. */
export async function refusalOf(work: Promise<unknown>): Promise<MoraError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof MoraError) return error;
    throw error;
  }
  throw new Error('this was expected to be refused');
}
