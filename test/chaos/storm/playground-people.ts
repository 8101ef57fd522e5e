import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { placedMessageSchema, type PlacedMessage } from '../../../src/bots/playground/wire.ts';
import { picture } from '../../scenarios/picture.ts';
import { playgroundClient } from '../../support/playground-client.ts';
import { choose, tally, type People } from './people.ts';
import type { StormHouse } from './storm-house.ts';

const pageSchema = z.object({ messages: z.array(placedMessageSchema) });
const uploadedSchema = z.object({ artifact: z.string() });

/** Whoever uses the playground. */
export async function playgroundPeople({ url }: Pick<StormHouse, 'url'>): Promise<People> {
  const client = playgroundClient(url);
  const png = await picture();
  const clip = await smallClip();

  async function all(): Promise<readonly PlacedMessage[]> {
    const messages = new Map<string, PlacedMessage>();
    for (let before = Number.MAX_SAFE_INTEGER; ;) {
      const answer = await fetch(new URL(`playground/messages?before=${before}`, url));
      const page = pageSchema.parse(await answer.json()).messages;
      if (page.length === 0) return [...messages.values()];
      for (const message of page) messages.set(message.id, message);
      before = Math.min(...page.map(({ position }) => position));
    }
  }

  async function upload(body: Uint8Array<ArrayBuffer>, as: 'image' | 'video'): Promise<string> {
    const answer = await fetch(new URL(`playground/uploads/${randomUUID()}?as=${as}`, url), {
      method: 'PUT',
      headers: { origin: new URL(url).origin },
      body,
    });
    return uploadedSchema.parse(await answer.json()).artifact;
  }

  async function press(action: string, which: number, words?: string): Promise<boolean> {
    const buttons = (await all()).flatMap(({ content }) => ('buttons' in content ? content.buttons : []));
    const button = choose(
      buttons.filter((one) => one.action === action),
      which,
    );
    if (button === undefined) return false;
    await client.press(button.id, words);
    return true;
  }

  return {
    async ask({ kind, which, twice }, words) {
      const id = randomUUID();
      const say = async (text: string, more: { images?: string[]; videos?: string[] } = {}): Promise<void> => {
        const sent = [client.say(text, { id, ...more })];
        if (twice) sent.push(client.say(text, { id, ...more }));
        await Promise.all(sent);
      };
      switch (kind) {
        case 't2v':
        case 'simulate':
          return say(`/mora ${kind} ${words} --duration 1`);
        case 'i2v':
          return say(`/mora i2v ${words} --duration 1`, { images: [await upload(png, 'image')] });
        case 'connect':
          return say(`/mora connect ${words}`, { videos: [await upload(clip, 'video'), await upload(clip, 'video')] });
        case 'extend':
          return say(`/mora extend ${words}`, { videos: [await upload(clip, 'video')] });
        case 'edit':
          return say(`/mora edit ${words}`, { videos: [await upload(clip, 'video')] });
        case 'again':
          return void ((await press('again', which)) || say(`/mora t2v ${words} --duration 1`));
      }
    },
    cancel: async (which) => void (await press('cancel', which)),
    outcomes: async () =>
      tally((await all()).flatMap(({ content }) => (content.kind === 'result' ? [content.taskId] : []))),
    cards: async () => tally((await all()).flatMap(({ content }) => (content.kind === 'card' ? [content.taskId] : []))),
  };
}

/** A second of video, as a camera would send it. */
async function smallClip(): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mora-storm-'));
  try {
    const file = path.join(folder, 'clip.mp4');
    const maker = fileURLToPath(new URL('../../fakes/replicate/make-clip.ts', import.meta.url));
    const flags = ['--disable-warning=ExperimentalWarning', maker, file, '320', '180', '12', '12'];
    await promisify(execFile)(process.execPath, flags);
    return new Uint8Array(await readFile(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
