import { cleanText } from '../../../core/text.ts';
import type { DiscordMessage } from '../wire.ts';
import type { Place, Target } from '../../target.ts';
import { readTarget, type TargetSources } from './read-target.ts';

/** What a message to the bot says, and what it is about. */
export interface Mention extends Target {
  readonly words: string;
  /** Whether it answers a message of which Discord shows us nothing. */
  readonly blank: boolean;
}

/** Reads a message that speaks to the bot, with the message that it answers: its files come first, as they are what is meant. */
export async function readMention(message: DiscordMessage, asker: Place, sources: TargetSources): Promise<Mention> {
  const words = cleanText(
    message.content.replaceAll(new RegExp(`<@!?${sources.botId}>`, 'gu'), ' ').replaceAll(/ {2,}/gu, ' '),
  );
  const own = await readTarget(message, asker, sources);
  const replied = message.referenced_message ?? undefined;
  const answered = replied === undefined ? undefined : await readTarget(replied, asker, sources);
  // An own video comes after the one that it is a reply to: that is how they will play.
  const images = [...own.images, ...(answered?.images ?? [])];
  const videos = [...(answered?.videos ?? []), ...own.videos];
  const hasPicturesOfVideo = videos.length > 0 && own.images.length === 0;
  return {
    words,
    images: hasPicturesOfVideo ? [] : images,
    videos,
    ...(answered?.taskId === undefined ? {} : { taskId: answered.taskId }),
    blank: replied !== undefined && isBlank(replied) && replied.author.id !== sources.botId,
  };
}

/** A message always has something in it; one that has nothing was blanked for want of the MessageContent intent. */
function isBlank({ content, attachments, embeds, components }: DiscordMessage): boolean {
  return content === '' && attachments.length + embeds.length + components.length === 0;
}
