import type { Frame } from 'node-av';
import { planesOf, type Plane } from '../../../../src/core/media/effects/planes.ts';
import { fitVideo, type VideoShape } from '../../../../src/core/media/fit-video.ts';

/** Mean structural similarity of two videos' luma, 0 to 1, of each `every`th frame brought into one shape. */
export async function ssimOf(a: string, b: string, shape: VideoShape, every = 1): Promise<number> {
  const others = fitVideo(b, shape);
  let [sum, count, index] = [0, 0, 0];
  try {
    for await (const frame of fitVideo(a, shape)) {
      const { value: other } = await others.next();
      if (other === undefined) throw new Error('the second video is shorter');
      if (index % every === 0) {
        sum += ssimOfFrames(frame, other);
        count += 1;
      }
      index += 1;
    }
  } finally {
    await others.return();
  }
  return sum / count;
}

function ssimOfFrames(a: Frame, b: Frame): number {
  const [first] = planesOf(a);
  const [second] = planesOf(b);
  let [sum, count] = [0, 0];
  for (let y = 0; y + 8 <= first.height; y += 4) {
    for (let x = 0; x + 8 <= first.width; x += 4) {
      sum += ssimOfBlock(first, second, x, y);
      count += 1;
    }
  }
  return sum / count;
}

/** Wang and others, 2004, with even windows of 8 by 8, as FFmpeg's filter has it. */
function ssimOfBlock(a: Plane, b: Plane, left: number, top: number): number {
  let [sumA, sumB, squares, products] = [0, 0, 0, 0];
  for (let y = top; y < top + 8; y += 1) {
    for (let x = left; x < left + 8; x += 1) {
      const valueA = a.bytes[y * a.strideBytes + x] ?? 0;
      const valueB = b.bytes[y * b.strideBytes + x] ?? 0;
      sumA += valueA;
      sumB += valueB;
      squares += valueA * valueA + valueB * valueB;
      products += valueA * valueB;
    }
  }
  const [meanA, meanB] = [sumA / 64, sumB / 64];
  const variances = squares / 64 - meanA * meanA - meanB * meanB;
  const covariance = products / 64 - meanA * meanB;
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
  return ((2 * meanA * meanB + c1) * (2 * covariance + c2)) / ((meanA * meanA + meanB * meanB + c1) * (variances + c2));
}
