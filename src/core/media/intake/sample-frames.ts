import path from 'node:path';
import sharp from 'sharp';
import { inspectVideo } from '../inspect-video.ts';
import { pictureAt } from '../poster.ts';
import type { SampleFramesInput } from './contract.ts';

/** Longest side of a sample, in pixels: enough to see what is shown. */
const maxSide = 1_024;

/** Writes frames of a video, spread evenly over its length, as JPEGs; returns their paths in order. Throws `bad-media`. */
export async function sampleFrames({ path: video, count, outDirectory }: SampleFramesInput): Promise<string[]> {
  const { facts } = await inspectVideo(video);
  const paths: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { rgb, width, height } = await pictureAt(video, (facts.durationS * (index + 0.5)) / count);
    const out = path.join(outDirectory, `frame-${index + 1}.jpg`);
    await sharp(rgb, { raw: { width, height, channels: 3 } })
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 85 })
      .toFile(out);
    paths.push(out);
  }
  return paths;
}
