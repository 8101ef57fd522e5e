/** What goes wrong with a request. */
export type Fault =
  /** It is answered so. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is cut: before anything was done, after the work but before its answer, or amid the stream. */
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' | 'amid' }
  /** The stream says amid the drafts that it failed. */
  | { readonly kind: 'event'; readonly code: string; readonly message: string }
  /** Nothing is answered until the client goes away. */
  | { readonly kind: 'silence' };

/** What the prompt agent was asked, as the fake reads it out of the request. */
export interface AskedShot {
  readonly kind: string;
  readonly seconds: number;
  readonly clips: number;
  readonly words: string;
}

/** How the fake behaves; tests turn these at any time. */
export interface Knobs {
  /** The key that is taken; undefined takes anybody. */
  key: string | undefined;
  readonly models: Set<string>;
  /** Paths below `/v1` that there are not. */
  readonly missing: Set<string>;
  /** By path: what goes wrong with the next requests, in order. */
  readonly faults: { readonly path: string; readonly fault: Fault }[];
  /** What the language model says; a string is said as it is. */
  answer: (asked: AskedShot) => unknown;
  /** Words that no model works on. */
  readonly refused: Set<string>;
  /** Words that the moderation flags, with the category. */
  readonly flagged: Map<string, string>;
  /** What the moderation sees in pictures. */
  flaggedPictures: string | undefined;
  /** Whether the language model stops in the midst of its answer. */
  cutAnswers: boolean;
  /** Whether pictures come as a stream. */
  streams: boolean;
  /** Drafts that are sent before a picture, where as many are asked for. */
  drafts: number;
}

export function freshKnobs(): Knobs {
  return {
    key: 'sk-fake',
    models: new Set(['gpt-6-luna', 'gpt-image-2', 'omni-moderation-latest']),
    missing: new Set(),
    faults: [],
    answer: plainShot,
    refused: new Set(['forbidden']),
    flagged: new Map([['bloodbath', 'violence/graphic']]),
    flaggedPictures: undefined,
    cutAnswers: false,
    streams: true,
    drafts: 2,
  };
}

function plainShot({ words, clips }: AskedShot): unknown {
  return {
    prompt: `A film of ${words}, in soft light`,
    negative_prompt: 'text, watermark',
    subject: words.slice(0, 40),
    setting: null,
    style: null,
    camera: 'zoom-in',
    pace: 'slow',
    script: Array.from({ length: clips }, (_, index) => `Part ${index + 1} goes on.`),
  };
}
