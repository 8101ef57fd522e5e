import { SoundFeed } from '../finish/sound-feed.ts';
import { Mp4Writer } from '../mp4-writer.ts';
import type { SoundTrack } from '../sound/sound-track.ts';
import type { PictureTrack } from './picture-track.ts';

/** Writes pictures and sound side by side into an MP4 that plays while it loads, with nothing else in it. */
export async function writeHouseVideo(
  path: string,
  picture: PictureTrack,
  sound: SoundTrack | undefined,
): Promise<void> {
  const { parameters, timeBase, frameRate } = picture;
  await using file = await Mp4Writer.open({ path, parameters, timeBase, frameRate, sound });
  await using feed = sound === undefined ? undefined : new SoundFeed(sound, file);
  for await (const packet of picture.packets()) {
    await feed?.writeUpTo(Number(packet.dts) * timeBase.toDouble());
    await file.write(packet);
  }
  await feed?.writeUpTo(Infinity);
  await file.finish();
}
