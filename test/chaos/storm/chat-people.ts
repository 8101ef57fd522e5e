import { tally, type People } from './people.ts';

/** What people of a chat can do there, and what they see. */
export interface Hands {
  readonly command: (kind: 't2v' | 'simulate', words: string, which: number) => void;
  /** Replies to a picture. */
  readonly animate: (words: string, which: number) => void;
  /** Presses such a button somewhere, and fills the form that it opens. False where there is none. */
  readonly press: (action: string, which: number, words?: string) => Promise<boolean>;
  /** The task of each message that tells an end. */
  readonly outcomes: () => readonly string[];
  /** What tells one card from another, card by card. */
  readonly cards: () => readonly string[];
}

/** People who ask by commands, replies and buttons. */
export function chatPeople({ command, animate, press, outcomes, cards }: Hands): People {
  return {
    async ask({ kind, which }, words) {
      switch (kind) {
        case 't2v':
        case 'simulate':
          return command(kind, words, which);
        case 'i2v':
          return animate(words, which);
        case 'again':
          return void ((await press('again', which)) || command('t2v', words, which));
        case 'extend':
        case 'edit':
        case 'connect': {
          const action = kind === 'extend' ? 'extend' : 'restyle';
          return void ((await press(action, which, words)) || command('t2v', words, which));
        }
      }
    },
    cancel: async (which) => void (await press('cancel', which)),
    outcomes: () => Promise.resolve(tally(outcomes())),
    cards: () => Promise.resolve(tally(cards())),
  };
}
