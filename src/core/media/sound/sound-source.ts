import path from 'node:path';
import {
  AV_CODEC_ID_AAC,
  AVERROR_EOF,
  AVMEDIA_TYPE_AUDIO,
  Dictionary,
  FormatContext,
  Packet,
  type Stream,
} from 'node-av';
import { checkResult } from '../ffmpeg-result.ts';
import { unreadable } from '../video-source.ts';

/** Sound is only read from videos that the intake has brought into the house form: MP4 with H.264 and AAC. */
const allowed = {
  format_whitelist: 'mov,mp4,m4a,3gp,3g2,mj2',
  codec_whitelist: 'h264,aac',
  protocol_whitelist: 'file,pipe',
} as const;

/** The sound of a kept video, packet by packet. */
export class SoundSource implements AsyncDisposable {
  readonly stream: Stream;
  readonly #context: FormatContext;

  private constructor(context: FormatContext, stream: Stream) {
    this.#context = context;
    this.stream = stream;
  }

  /** `undefined` where the video is silent. Throws `bad-media`. */
  static async open(file: string): Promise<SoundSource | undefined> {
    const context = new FormatContext();
    try {
      checkResult(
        await context.openInput(`file:${path.resolve(file)}`, null, Dictionary.fromObject(allowed)),
        'open the sound',
      );
      checkResult(await context.findStreamInfo(), 'read the sound');
      const index = context.findBestStream(AVMEDIA_TYPE_AUDIO);
      const stream = context.streams[index];
      if (stream?.codecpar.codecId === AV_CODEC_ID_AAC) return new SoundSource(context, stream);
      await context.closeInput();
      return undefined;
    } catch (cause) {
      await context.closeInput();
      throw unreadable(cause);
    }
  }

  /** In order. A packet is only valid until the next one is asked for. */
  async *packets(): AsyncGenerator<Packet, void> {
    const packet = new Packet();
    packet.alloc();
    try {
      for (;;) {
        const result = await this.#context.readFrame(packet);
        if (result === AVERROR_EOF) return;
        checkResult(result, 'read the sound');
        if (packet.streamIndex === this.stream.index) yield packet;
        packet.unref();
      }
    } catch (cause) {
      throw unreadable(cause);
    } finally {
      packet.free();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.closeInput();
  }
}

/** Whether a kept video has sound. Throws `bad-media`. */
export async function hasSound(file: string): Promise<boolean> {
  await using source = await SoundSource.open(file);
  return source !== undefined;
}
