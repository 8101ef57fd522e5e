import { MoraError } from '../core/errors.ts';
import type { VideoSource } from '../core/studio/incoming.ts';
import type { CommandContext } from './define-command.ts';

/** The videos that came with a command. Throws `bad-input` where there are fewer than it needs, or more than it can take. */
export function demandVideos(
  { videos }: Pick<CommandContext, 'videos'>,
  least: number,
  most = Number.POSITIVE_INFINITY,
): readonly [VideoSource, ...VideoSource[]] {
  const [first, ...others] = videos;
  if (first === undefined || videos.length < least) {
    const what =
      least === 1
        ? 'Attach a video, or send this as a reply to a message with one.'
        : 'Attach two videos, or attach one and send this as a reply to a message with the other.';
    throw new MoraError('bad-input', what);
  }
  if (videos.length > most) throw new MoraError('bad-input', `Connect at most ${most} videos at a time.`);
  return [first, ...others];
}
