import type { Command } from '../../commands/define-command.ts';
import { meantBy, type Meaning } from '../../commands/meant-by.ts';
import { parseCommandLine } from '../../commands/parse-command-line.ts';
import { MoraError } from '../../core/errors.ts';
import type { ImageSource, VideoSource } from '../../core/studio/incoming.ts';
import type { Message } from './wire.ts';

/** A message that asks for something. */
export interface MessageRequest {
  readonly kind: 'request';
  readonly command: Command;
  readonly options: Readonly<Record<string, string>>;
  readonly images: readonly ImageSource[];
  readonly videos: readonly VideoSource[];
}

/** A message that can mean several things. */
export interface UnclearMessage {
  readonly kind: 'unclear';
  readonly meanings: readonly Meaning[];
}

/**
 * What a message asks for: a command where it starts with a slash; else what its words mean for the pictures and videos
 * that come with it or that it answers, or `chosen` where its author has said. Undefined for plain talk. Throws
 * `bad-input`.
 */
export function readMessage(
  message: Pick<Message, 'text' | 'images' | 'videos'>,
  replied: Message | undefined,
  commands: readonly Command[],
  chosen?: Meaning,
): MessageRequest | UnclearMessage | undefined {
  const images = [...message.images, ...picturesOf(replied)].map((artifact) => ({ artifact }));
  const videos = [...videosOf(replied), ...message.videos.map((artifact) => ({ artifact }))];
  if (message.text.startsWith('/')) {
    return { kind: 'request', ...parseCommandLine(message.text, commands), images, videos };
  }
  const possible = meantBy(message.text, { images: images.length, videos: videos.length });
  const meanings = chosen === undefined ? possible : possible.filter((meaning) => meaning === chosen);
  const [name, another] = meanings;
  // Words alone may be just talk.
  if (message.text === '' || name === undefined || name === 't2v') return undefined;
  if (another !== undefined) return { kind: 'unclear', meanings };
  const command = commands.find((known) => known.name === name);
  if (command === undefined) throw new MoraError('not-supported', 'This cannot be done here.');
  return { kind: 'request', command, options: { prompt: message.text }, images, videos };
}

/** The pictures that can be gone on from: those that were sent, and the poster of a video. */
function picturesOf(message: Message | undefined): readonly string[] {
  const content = message?.content;
  if (content?.kind === 'result' || content?.kind === 'entry') return content.clip ? [content.clip.poster] : [];
  return message?.images ?? [];
}

/** The videos that can be gone on from. */
function videosOf(message: Message | undefined): readonly VideoSource[] {
  if (message === undefined) return [];
  const { content } = message;
  if (content.kind === 'result' || content.kind === 'entry')
    return content.clip === undefined ? [] : [{ clip: content.taskId }];
  return message.videos.map((artifact) => ({ artifact }));
}

/** What a newcomer is told, once. */
export const hintFor = {
  words:
    'Hello! I make videos. Type /mora t2v and what it should show, or attach a picture or a video and say what should become of it. /mora help lists the rest.',
  picture: 'A nice picture. Press Animate under it, or reply to it and say how it should move.',
  video:
    'A nice video. Reply to it with “extend”, with what should change (in winter, at night, as a cartoon), or with a second video to connect both.',
} as const;
