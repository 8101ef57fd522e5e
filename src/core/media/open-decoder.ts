import { Codec, CodecContext, type Stream } from 'node-av';
import { checkResult } from './ffmpeg-result.ts';
import { unreadable } from './video-source.ts';

/** A decoder for the packets of a stream. Free it (`using`). Throws `bad-media`. */
export async function openDecoder({ codecpar, timeBase }: Stream, threads = 1): Promise<CodecContext> {
  const codec = Codec.findDecoder(codecpar.codecId);
  if (codec === null) throw unreadable(new Error(`no decoder for codec ${codecpar.codecId}`));
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  try {
    checkResult(decoder.parametersToContext(codecpar), 'set up the decoder');
    decoder.pktTimebase = timeBase;
    decoder.threadCount = threads;
    checkResult(await decoder.open2(codec), 'open the decoder');
    return decoder;
  } catch (cause) {
    decoder.freeContext();
    throw unreadable(cause);
  }
}
