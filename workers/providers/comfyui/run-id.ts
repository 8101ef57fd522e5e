import { createHash } from 'node:crypto';

/**
 * The id of a run, from what marks its beginning: the same mark gives the same id, so a run is found again. ComfyUI takes
 * a UUID in lower case.
 */
export function runIdOf(mark: string): string {
  const hex = createHash('sha256').update(`mora ${mark}`).digest('hex');
  // Version 8: bits of one's own choice. The variant's digit is one of 8, 9, a, b.
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}
