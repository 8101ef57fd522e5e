import type { BotProcess } from '../support/bot-process.ts';

/** What people ask for: a short answer, or a video. */
export type Wish = 'status' | 't2v';

/** A chat with people who ask a bot for something. */
export interface AckScene extends AsyncDisposable {
  /** Places in which tasks can be started. */
  readonly places: readonly { readonly space: string; readonly channel: string }[];
  /** Starts a bot and waits until people can use it. */
  startBot(name: 'bare' | 'studio'): Promise<BotProcess>;
  /** Somebody asks, in the next place in turn; resolves once the chat has the acknowledgement. */
  ask(index: number, wish: Wish): Promise<void>;
  /** When the first message about a video came that was asked for, by `index`; there where `seesCards`. */
  readonly cardsAtMs?: ReadonlyMap<number, number>;
  /** How many calls the chat has refused for coming too often; absent where that is not measured. */
  refused?(): number;
}

/** A chat on which acknowledgements are measured. */
export interface AckPlatform {
  readonly name: 'discord' | 'slack';
  /** The chat's name and its bare bot, for people. */
  readonly label: string;
  readonly bareLabel: string;
  /** Whether it is measured when the first message about a video comes. */
  readonly seesCards: boolean;
  open(): Promise<AckScene>;
}
