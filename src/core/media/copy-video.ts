import { Mp4Writer } from './mp4-writer.ts';
import { VideoSource } from './video-source.ts';

/** Writes a video's packets, untouched, into an MP4 that plays while it loads and carries our metadata. */
export async function copyVideo(path: string, out: string, metadata: Readonly<Record<string, string>>): Promise<void> {
  await using source = await VideoSource.open(path);
  const { codecpar, timeBase, avgFrameRate } = source.stream;
  await using file = await Mp4Writer.open({
    path: out,
    parameters: codecpar,
    timeBase,
    frameRate: avgFrameRate,
    metadata,
  });
  for await (const packet of source.packets()) await file.write(packet);
  await file.finish();
}
