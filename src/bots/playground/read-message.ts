import type { Command } from '../../commands/define-command.ts';
import { parseCommandLine } from '../../commands/parse-command-line.ts';
import { MoraError } from '../../core/errors.ts';
import type { ImageSource } from '../../core/studio/incoming.ts';
import type { Message } from './wire.ts';

/** A message that asks for something. */
export interface MessageRequest {
  readonly command: Command;
  readonly options: Readonly<Record<string, string>>;
  readonly images: readonly ImageSource[];
}

/**
 * What a message asks for: a command where it starts with a slash, and to animate the picture where its words come with
 * one or answer one. Undefined for plain talk. Throws `bad-input`.
 */
export function readMessage(
  message: Pick<Message, 'text' | 'images'>,
  replied: Message | undefined,
  commands: readonly Command[],
): MessageRequest | undefined {
  const images = [...message.images, ...picturesOf(replied)].map((artifact) => ({ artifact }));
  if (message.text.startsWith('/')) return { ...parseCommandLine(message.text, commands), images };
  if (message.text === '' || images.length === 0) return undefined;
  const command = commands.find((known) => known.name === 'i2v');
  if (command === undefined) throw new MoraError('not-supported', 'Pictures cannot be animated here.');
  return { command, options: { prompt: message.text }, images };
}

/** The pictures that can be gone on from: those that were sent, and the poster of a video. */
function picturesOf(message: Message | undefined): readonly string[] {
  if (message?.content.kind === 'result') return message.content.clip ? [message.content.clip.poster] : [];
  return message?.images ?? [];
}

/** What a newcomer is told, once. */
export const hintFor = {
  words:
    'Hello! I make videos. Type /mora t2v and what it should show, or attach a picture and say how it should move. /mora help lists the rest.',
  picture: 'A nice picture. Press Animate under it, or reply to it and say how it should move.',
} as const;
