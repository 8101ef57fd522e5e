import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PlacedMessage } from '../../src/bots/playground/wire.ts';
import { stageLines } from '../../src/bots/stage-lines.ts';
import { kindLabels, statusTexts } from '../../src/bots/texts.ts';
import { openPlayground } from '../bots/playground/open-playground.ts';
import { createQuickProvider } from '../fakes/quick-provider.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { linesOf, names, type Act, type ChatDriver, type OpenDriver, type Seen, type Thing } from './chat-driver.ts';
import { picture } from './picture.ts';

/** What the studio answers to what is sent: a sentence for the person, if any. */
const answerSchema = z.looseObject({
  note: z.string().optional(),
  problem: z.string().optional(),
  error: z.string().optional(),
});

/** The story on the playground, which has one person, over HTTP as its page does. */
export const openPlaygroundDriver: OpenDriver = async (before): Promise<ChatDriver> => {
  await using opened = new AsyncDisposableStack();
  const directory = opened.use(await testDataDirectory());
  const playground = opened.use(await openPlayground(directory.path, createQuickProvider(before)));
  let told: string | undefined;
  const held = opened.move();

  const all = async (kind: PlacedMessage['content']['kind']): Promise<PlacedMessage[]> =>
    (await playground.messages()).filter(({ content }) => content.kind === kind);

  async function find(thing: Thing): Promise<PlacedMessage | undefined> {
    const kinds = { card: 'card', outcome: 'result', entry: 'entry' } as const;
    return (await all(kinds[thing])).toSorted((a, b) => a.position - b.position).at(-1);
  }

  async function command({ name, options: { prompt, ...options } = {} }: Extract<Act, { do: 'command' }>) {
    const typed = Object.entries(options).map(([option, value]) => `--${option} ${value}`);
    const text = ['/mora', name, ...(prompt === undefined ? [] : [prompt]), ...typed].join(' ');
    const { id, answer } = await playground.say(text);
    const reply = (await playground.messages()).find((one) => one.author === 'mora' && one.replyTo === `said-${id}`);
    told = answer.problem ?? reply?.text;
  }

  async function press({ on, label, words }: Extract<Act, { do: 'press' }>): Promise<void> {
    const message = await find(on);
    const button = buttonsOf(message).find((one) => starred(one.label) === label);
    if (button === undefined) throw new Error(`There is no ${label}`);
    const pressed = await playground.press(button.id, words === undefined ? {} : { prompt: words });
    const { note, problem, error } = answerSchema.parse(pressed.answer);
    told = note ?? problem ?? error;
  }

  async function animate(words: string): Promise<void> {
    const sent = await playground.ask(`playground/uploads/${randomUUID()}`, { method: 'PUT', body: await picture() });
    const { artifact } = z.object({ artifact: z.string() }).parse(await sent.json());
    const shown = await playground.say('', { images: [artifact] });
    await playground.say(words, { replyTo: `said-${shown.id}` });
  }

  return {
    crowd: false,
    async act(act) {
      switch (act.do) {
        case 'command':
          return command(act);
        case 'press':
          return press(act);
        case 'animate':
          return animate(act.words);
        case 'star':
          throw new Error('There is nobody else here');
      }
    },
    see: async (thing) => seen(await find(thing)),
    outcomes: async () => (await all('result')).length,
    told: () => Promise.resolve(told === undefined ? undefined : { words: lines(told, []), buttons: [], videos: 0 }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
};

function buttonsOf(message: PlacedMessage | undefined): readonly { readonly id: string; readonly label: string }[] {
  return message !== undefined && 'buttons' in message.content ? message.content.buttons : [];
}

/** The page draws the star of “1 star”. */
function starred(label: string): string {
  return label.replace(/^(\d+) stars?$/u, '⭐ $1');
}

/** The one person here has no name. */
function lines(text: string, buttons: readonly string[]): string[] {
  return linesOf(text.replaceAll('by You', `by ${names.maker}`), buttons);
}

function seen(message: PlacedMessage | undefined): Seen | undefined {
  if (message === undefined) return undefined;
  const { content, text } = message;
  const buttons = buttonsOf(message).map(({ label }) => starred(label));
  const shown = (words: readonly string[], videos: number): Seen => ({
    words: lines(words.join('\n'), buttons),
    buttons,
    videos,
  });
  switch (content.kind) {
    case 'card': {
      const kind = Object.entries(kindLabels).find(([name]) => name === content.task)?.[1] ?? '';
      const state = statusTexts[content.status];
      return shown([kind, state, content.prompt, ...stageLines(toCard(content), (english) => english)], 0);
    }
    case 'result': {
      const facts = content.facts.map(([name, value]) => `${name}: ${value}`);
      return shown([text, content.prompt, ...facts], content.clip === undefined ? 0 : 1);
    }
    case 'entry': {
      const facts = new Map(content.facts);
      const made = `Made by: ${facts.get('Made by')} · Seed: ${facts.get('Seed')}`;
      return shown([`${facts.get('By')}`.replace('You', names.maker), content.prompt, made], 1);
    }
    default:
      return shown([text], 0);
  }
}

function toCard({ stages }: Extract<PlacedMessage['content'], { kind: 'card' }>): Parameters<typeof stageLines>[0] {
  return {
    stages: stages.map(({ phase, percent, ...stage }) => ({
      ...stage,
      ...(phase === undefined ? {} : { phase }),
      ...(percent === undefined ? {} : { percent }),
    })),
  };
}
