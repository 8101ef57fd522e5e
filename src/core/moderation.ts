/** What is looked at: words, and pictures as files of ours (PNG or JPEG). */
export interface ModerationInput {
  readonly text?: string;
  readonly images?: readonly string[];
}

/** Says whether something may be asked for or shown. */
export interface Moderator {
  /** Throws `refused` with a plain sentence, or a retryable error where it could not look. */
  check(input: ModerationInput, signal: AbortSignal): Promise<void>;
}
