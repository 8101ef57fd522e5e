import type { BeforeTurn } from '../fakes/quick-provider.ts';

/** Whoever asks for the videos, and somebody else, where the chat has more than one person. */
export type Who = 'maker' | 'other';

/** What is pressed or read: the newest of its kind. */
export type Thing = 'card' | 'outcome' | 'entry';

/** What a person does. */
export type Act =
  /** `/mora …`; `prompt` is typed as it is, the others as options. */
  | { readonly do: 'command'; readonly name: string; readonly options?: Readonly<Record<string, string | number>> }
  /** A button by its label; `words` are typed where it asks for some. */
  | { readonly do: 'press'; readonly who?: Who; readonly on: Thing; readonly label: string; readonly words?: string }
  /** Somebody answers a message that has a picture. */
  | { readonly do: 'animate'; readonly words: string }
  /** The other person gives the entry a star. */
  | { readonly do: 'star' };

/** What a person sees of one thing, without what is the platform's own. */
export interface Seen {
  /** Lines of text. */
  readonly words: readonly string[];
  readonly buttons: readonly string[];
  /** Videos that can be played. */
  readonly videos: number;
}

/** People in one chat with the bot, who use it as that chat's clients let them. */
export interface ChatDriver extends AsyncDisposable {
  /** Whether there is another person. */
  readonly crowd: boolean;
  act(act: Act): Promise<void>;
  /** The newest of its kind; undefined where there is none. */
  see(thing: Thing): Promise<Seen | undefined>;
  /** How many outcomes can be read. */
  outcomes(): Promise<number>;
  /** What somebody alone was told last. */
  told(who: Who): Promise<Seen | undefined>;
}

/** Opens a chat with a studio of its own, whose crew does this before each turn. */
export type OpenDriver = (before: BeforeTurn) => Promise<ChatDriver>;

export const names = { maker: 'Ada', other: 'Linus' } as const;

/** Discord makes a list of lines that begin so. */
const bullet = /^- /u;
const markup = /^(?:-# |> )|\*\*|<@\w+> ?/gu;
const links = / (?:https?:\/\/|#\/)\S+/gu;
/** How long it will take differs from run to run. */
const times = /^(?:About \d|Next in the line|Number \d)/u;
/** Slack says so because there stars can be reactions. */
const hint = 'React with ⭐ to give a star.';

/** Text as its lines, without the marks of the chat, its addresses, and what differs from run to run. */
export function linesOf(text: string, buttons: readonly string[]): string[] {
  const lines = text
    .split('\n')
    .map((line) =>
      line
        .replaceAll(markup, '')
        .replace(bullet, '• ')
        .replaceAll(links, '')
        .replace(/Seed: \d+/u, 'Seed: …')
        .trim(),
    )
    .map((line) => line.replace(` · ${names.maker}`, ''))
    .filter((line) => line !== '' && line !== hint && !times.test(line) && !isLabels(line, buttons));
  // A picture says for screen readers what stands beside it.
  return [...new Set(lines)];
}

function isLabels(line: string, buttons: readonly string[]): boolean {
  return buttons.reduce((rest, label) => rest.replace(label, ''), line).trim() === '';
}
