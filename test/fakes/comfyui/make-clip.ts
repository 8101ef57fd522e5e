import { VideoEncoder } from '../../../src/core/media/video-encoder.ts';

// Run as `make-clip.ts path width height fps frames`.
const [path = '', ...numbers] = process.argv.slice(2);
const [width = 0, height = 0, fps = 0, frames = 0] = numbers.map(Number);
await using encoder = await VideoEncoder.open({ path, width, height, fps });
const picture = Buffer.alloc(width * height * 4);
for (let frame = 0; frame < frames; frame += 1) {
  picture.fill(Buffer.from([(frame * 255) / frames, 90, 255 - (frame * 255) / frames, 255]));
  await encoder.write(picture);
}
await encoder.finish();
