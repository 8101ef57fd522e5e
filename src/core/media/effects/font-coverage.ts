/** Whether a font has a sign for a character, by its code point. */
export type FontCoverage = (codePoint: number) => boolean;

/**
 * Reads from a TrueType file which characters it has signs for: its table `cmap`, in format 12 (all of Unicode; see
 * Microsoft's OpenType specification). Throws where the font has none.
 */
export function readFontCoverage(font: Uint8Array): FontCoverage {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const table = findTable(view, 'cmap');
  const groups = findGroups(view, table);
  return (codePoint) => groups.some(({ start, end }) => codePoint >= start && codePoint <= end);
}

interface Group {
  readonly start: number;
  readonly end: number;
}

function findTable(view: DataView, wanted: string): number {
  const count = view.getUint16(4);
  for (let index = 0; index < count; index += 1) {
    const record = 12 + index * 16;
    const tag = String.fromCodePoint(...[0, 1, 2, 3].map((letter) => view.getUint8(record + letter)));
    if (tag === wanted) return view.getUint32(record + 8);
  }
  throw new Error(`the font has no table ${wanted}`);
}

function findGroups(view: DataView, table: number): readonly Group[] {
  const count = view.getUint16(table + 2);
  for (let index = 0; index < count; index += 1) {
    const subtable = table + view.getUint32(table + 4 + index * 8 + 4);
    if (view.getUint16(subtable) !== 12) continue;
    return Array.from({ length: view.getUint32(subtable + 12) }, (_, group) => {
      const record = subtable + 16 + group * 12;
      return { start: view.getUint32(record), end: view.getUint32(record + 4) };
    });
  }
  throw new Error('the font does not say which characters it has');
}
