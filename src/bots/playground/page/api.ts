import type { About, Answer, AttachmentKind, ModelSuggestion, Snapshot, Uploaded } from '../wire.ts';

/** The studio said no, with a sentence for the person. */
export class Refusal extends Error {}

/** The studio cannot be reached, or is starting or stopping: the same may be sent again. */
export class Unreachable extends Error {}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/playground/${path}`, init);
  } catch (error) {
    throw new Unreachable('The studio cannot be reached just now.', { cause: error });
  }
  // What answers is this page's own studio, of the same version; anything else has no such body.
  const body = (await response.json().catch(() => ({}))) as T & { readonly error?: string };
  if (response.ok) return body;
  const sentence = body.error ?? 'Something went wrong. Please try again.';
  if (response.status === 503) throw new Unreachable(sentence);
  throw new Refusal(sentence);
}

const sendJson = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const api = {
  about: () => ask<About>('about'),
  models: () => ask<readonly ModelSuggestion[]>('models'),
  earlier: (before: number) => ask<Snapshot>(`messages?before=${before}`),
  say: (message: {
    readonly id: string;
    readonly channel: string;
    readonly thread?: string;
    readonly replyTo?: string;
    readonly text: string;
    readonly images: readonly string[];
    readonly videos: readonly string[];
  }) => ask<Answer>('messages', sendJson(message)),
  press: (press: { readonly id: string; readonly button: string; readonly prompt?: string }) =>
    ask<Answer>('actions', sendJson(press)),
  upload: (id: string, file: Blob, as: AttachmentKind, signal: AbortSignal) =>
    ask<Uploaded>(`uploads/${id}?as=${as}`, { method: 'PUT', body: file, signal }),
};
