import sharp from 'sharp';

/** A picture that all chats take. */
export async function picture(): Promise<Uint8Array<ArrayBuffer>> {
  const image = sharp({ create: { width: 320, height: 200, channels: 3, background: '#2f6f8f' } });
  return new Uint8Array(await image.png().toBuffer());
}
