/** What an envelope carries; the words of Socket Mode. */
export type FakeEnvelopeType = 'events_api' | 'slash_commands' | 'interactive';

/** A payload on its way to the app, whatever carries it. */
export interface FakeEnvelope {
  readonly id: string;
  readonly type: FakeEnvelopeType;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The acknowledgement may say more than that it arrived: a text, errors of a form. */
  readonly acceptsResponse: boolean;
  /** 0 at the first time. */
  readonly retryAttempt: number;
  /** Why it comes again; empty at the first time. */
  readonly retryReason: string;
}

/** What became of one attempt. */
export type FakeOutcome =
  | { readonly ok: true; readonly body: unknown }
  | {
      readonly ok: false;
      /** `no_connection`: there was nobody to send it to. */
      readonly reason: 'timeout' | 'http_timeout' | 'http_error' | 'connection_failed' | 'no_connection';
      /** The app asked for no further attempts (`x-slack-no-retry: 1`). */
      readonly final?: boolean;
    };

/** Brings envelopes to the app: Socket Mode or signed requests. */
export interface FakeTransport {
  /** One attempt; never rejects. */
  send(envelope: FakeEnvelope): Promise<FakeOutcome>;
  /** Resolves when there is somebody to send to, or the transport ends. */
  ready(): Promise<void>;
}

/** The app has so long for an acknowledgement. https://docs.slack.dev/interactivity/handling-user-interaction/#acknowledgment_response */
export const ACK_TIMEOUT_MS = 3000;
