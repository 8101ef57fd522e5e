import { randomFillSync } from 'node:crypto';
import { VideoEncoder } from '../../src/core/media/video-encoder.ts';

// Run as `make-large-clip.ts path`: the encoder wants a process of its own. Noise is what compresses worst: the file has
// the size of a long clip and the frames of a short one.
const [path = ''] = process.argv.slice(2);
const shape = { width: 832, height: 480, fps: 16 };
await using encoder = await VideoEncoder.open({ path, ...shape, quality: { crf: 5 } });
const picture = new Uint8Array(shape.width * shape.height * 4);
for (let frame = 0; frame < 81; frame += 1) {
  randomFillSync(picture);
  await encoder.write(picture);
}
await encoder.finish();
