import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** A PNG of a size in a colour that follows from words, with a white square in its middle; drafts are blurred. */
export async function pictureOf(words: string, width: number, height: number, draft: boolean): Promise<Buffer> {
  const [red = 0, green = 0, blue = 0] = createHash('sha256').update(words).digest();
  const side = Math.round(Math.min(width, height) / 4);
  const square = await sharp({ create: { width: side, height: side, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer();
  const ground = { r: red >> 1, g: green >> 1, b: blue >> 1 };
  const picture = sharp({ create: { width, height, channels: 3, background: ground } }).composite([{ input: square }]);
  return (draft ? sharp(await picture.png().toBuffer()).blur(8) : picture).png({ compressionLevel: 1 }).toBuffer();
}

/** What a picture is, as the server sees it; undefined where it is none that it takes. */
export async function readPicture(
  bytes: Uint8Array,
): Promise<{ width: number; height: number; format: string } | undefined> {
  try {
    const { width, height, format } = await sharp(bytes).metadata();
    return format === undefined ? undefined : { width, height, format };
  } catch {
    return undefined;
  }
}
