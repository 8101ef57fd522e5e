import { readFile } from 'node:fs/promises';

/** The names of an MP4's outermost boxes, in order (ISO/IEC 14496-12, 4.2). */
export async function outerBoxes(path: string): Promise<string[]> {
  const bytes = await readFile(path);
  const names: string[] = [];
  for (let at = 0; at < bytes.length;) {
    names.push(bytes.toString('latin1', at + 4, at + 8));
    const size = bytes.readUInt32BE(at);
    at += size === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : size === 0 ? bytes.length - at : size;
  }
  return names;
}
