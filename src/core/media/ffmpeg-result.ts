import { AVERROR_EAGAIN, AVERROR_EOF, AVERROR_ENOSPC, FFmpegError } from 'node-av';
import { MoraError } from '../errors.ts';

/** True where FFmpeg wants more input before it gives more output, or has given all. */
export function isDrained(result: number): boolean {
  return result === AVERROR_EAGAIN || result === AVERROR_EOF;
}

/**
 * Passes a result of FFmpeg's C functions through, or throws what it stands for: `disk-full`, else a plain error that
 * says what was being done (callers that know whose fault it is turn it into theirs).
 */
export function checkResult(result: number, doing: string): number {
  if (result >= 0) return result;
  if (result === AVERROR_ENOSPC) {
    throw new MoraError(
      'disk-full',
      'The disk of the studio is full. Ask its operator to free some space, then try again.',
    );
  }
  throw new Error(`${doing}: ${FFmpegError.strerror(result)}`);
}
