import { VideoEncoder } from '../../../src/core/media/video-encoder.ts';

// Run as `make-clip.ts path width height fps frames`: the encoder wants a process of its own.
const [path = '', ...numbers] = process.argv.slice(2);
const [width = 0, height = 0, fps = 0, frames = 0] = numbers.map(Number);
await using encoder = await VideoEncoder.open({ path, width, height, fps });
const picture = new Uint8Array(width * height * 4).fill(255);
for (let frame = 0; frame < frames; frame += 1) {
  // A bar that walks over a slope of colours: each frame is another one.
  for (let at = 0; at < picture.length; at += 4) {
    const x = (at / 4) % width;
    const isBar = Math.abs(x - (frame * width) / frames) < 4;
    picture[at] = isBar ? 255 : (x * 255) / width;
    picture[at + 1] = isBar ? 255 : 90;
    picture[at + 2] = isBar ? 255 : (frame * 255) / frames;
  }
  await encoder.write(picture);
}
await encoder.finish();
