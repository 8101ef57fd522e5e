import type { CommandReply } from '../../commands/define-command.ts';
import type { Meaning } from '../../commands/meant-by.ts';
import type { WordsContent } from './wire.ts';

type WordsReply = Exclude<CommandReply, { kind: 'task' }>;

/** A reply in plain words; the lines of a list have bullets. */
export function wordsOf(reply: WordsReply): string {
  switch (reply.kind) {
    case 'list':
      return reply.items.map(({ text, url }) => (url === undefined ? `• ${text}` : `• ${text} ${url}`)).join('\n');
    case 'clip':
      return 'Here is your video.';
    case 'text':
    case 'deleted':
      return reply.text;
  }
}

/** The same as the content of a message: a list keeps its lines, so that the page can make something of them. */
export function contentOf(reply: WordsReply): WordsContent {
  return { kind: 'words', ...(reply.kind === 'list' ? { items: reply.items.map((item) => ({ ...item })) } : {}) };
}

/** What is asked where a message with a video could mean several things. */
export const question = 'What should I do with this video?';

/** What somebody chose for a message of theirs. */
export interface Choice {
  readonly meaning: Meaning;
  readonly messageId: string;
}

const labels: Readonly<Partial<Record<Meaning, string>>> = { edit: 'Change it', extend: 'Make it longer' };

/** Buttons for what a message can mean. Their ids hold all that is needed. */
export function choicesFor(messageId: string, meanings: readonly Meaning[]): NonNullable<WordsContent['choices']> {
  return meanings.map((meaning) => ({ id: `do.${meaning}.${messageId}`, label: labels[meaning] ?? meaning }));
}

/** The choice of such a button; undefined for any other. */
export function readChoice(button: string): Choice | undefined {
  const [, name, messageId] = /^do\.(edit|extend)\.(said-[a-z0-9-]+)$/u.exec(button) ?? [];
  if (messageId === undefined) return undefined;
  return { meaning: name === 'extend' ? 'extend' : 'edit', messageId };
}
