/** A word with which Slack refuses a call, and what it says beside it. */
export class SlackRefusal extends Error {
  readonly word: string;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(word: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(word);
    this.name = 'SlackRefusal';
    this.word = word;
    this.extra = extra;
  }
}
