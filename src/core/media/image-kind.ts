/** What the first bytes of a file say it is, whatever it is called. */
export type ImageKind = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'heic' | 'svg' | 'video' | 'unknown';

/** How many bytes `imageKindOf` wants to see; fewer are enough for a smaller file. */
export const imageHeadBytes = 512;

const heicBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx']);

/** Tells the kind of a file by its first bytes (see the formats' own specifications for the marks). */
export function imageKindOf(head: Uint8Array): ImageKind {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (text.startsWith('\xFF\xD8\xFF')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1A\n')) return 'png';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (text.startsWith('\x1A\x45\xDF\xA3')) return 'video';
  if (text.slice(4, 8) === 'ftyp') return kindOfBrands(head, text);
  if (/<svg[\s>]/iu.test(text)) return 'svg';
  return 'unknown';
}

/** HEIC, AVIF and MP4 share a container; the brands in its first box tell them apart. */
function kindOfBrands(head: Uint8Array, text: string): ImageKind {
  const boxBytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength).readUInt32BE(0);
  const box = text.slice(8, Math.min(boxBytes, imageHeadBytes));
  const brands = box.match(/.{4}/gsu) ?? [];
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  if (brands.some((brand) => heicBrands.has(brand))) return 'heic';
  return 'video';
}
