import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { answerSchema, placedMessageSchema, type Answer, type PlacedMessage } from '../../src/bots/playground/wire.ts';

const pageSchema = z.object({ messages: z.array(placedMessageSchema) });

/** Somebody who uses a running playground over HTTP, as its page does. */
export interface PlaygroundClient {
  say(
    text: string,
    more?: { readonly id?: string; readonly replyTo?: string; readonly images?: string[]; readonly videos?: string[] },
  ): Promise<Answer>;
  press(button: string, prompt?: string): Promise<Answer>;
  messages(): Promise<readonly PlacedMessage[]>;
  /** The newest state of each card and result. */
  cards(): Promise<readonly Extract<PlacedMessage['content'], { kind: 'card' }>[]>;
  results(): Promise<readonly Extract<PlacedMessage['content'], { kind: 'result' }>[]>;
}

export function playgroundClient(url: string): PlaygroundClient {
  const post = async (path: string, body: unknown): Promise<Answer> => {
    const answer = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(url).origin },
      body: JSON.stringify(body),
    });
    return answerSchema.parse(await answer.json());
  };
  const messages = async (): Promise<readonly PlacedMessage[]> =>
    pageSchema.parse(await (await fetch(new URL(`playground/messages?before=${Number.MAX_SAFE_INTEGER}`, url))).json())
      .messages;
  return {
    messages,
    say: (text, { id = randomUUID(), ...more } = {}) =>
      post('playground/messages', { id, channel: 'studio', text, ...more }),
    press: (button, prompt) =>
      post('playground/actions', { id: randomUUID(), button, ...(prompt === undefined ? {} : { prompt }) }),
    cards: async () => (await messages()).map(({ content }) => content).filter((content) => content.kind === 'card'),
    results: async () =>
      (await messages()).map(({ content }) => content).filter((content) => content.kind === 'result'),
  };
}
