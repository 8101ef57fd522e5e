import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { abortOf } from '../support/plans.ts';
import type { ChatDriver, OpenDriver, Seen } from './chat-driver.ts';
import { openDiscordDriver } from './discord-driver.ts';
import { openPlaygroundDriver } from './playground-driver.ts';
import { openSlackDriver } from './slack-driver.ts';
import { story, type Step } from './story.ts';

/** What people saw, by the titles of the steps. */
type Transcript = Readonly<Record<string, Seen | undefined>>;

/** Plays the story in one chat, to its end or to the first step after which people do not see what it says. */
async function play(open: OpenDriver): Promise<Transcript> {
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  await using driver = await open(async (agent, { signal }) => {
    if (agent !== 'image-to-video') return;
    await Promise.race([gate.promise, abortOf(signal)]);
    signal.throwIfAborted();
  });
  const transcript: Record<string, Seen | undefined> = {};
  for (const step of storyFor(driver)) {
    if (step.crew === 'held') gate = Promise.withResolvers();
    if (step.crew === 'free') gate.resolve();
    if (step.act !== undefined) await driver.act(step.act);
    const seen = await witness(driver, step);
    transcript[step.title] = seen;
    if (!isDeepStrictEqual(seen, step.sees)) break;
  }
  return transcript;
}

function storyFor({ crowd }: Pick<ChatDriver, 'crowd'>): readonly Step[] {
  return story.filter((step) => crowd || step.crowd !== true);
}

/** What there is to see once it is what the story says, or when patience ends. */
async function witness(driver: ChatDriver, { look, sees, outcomes }: Step): Promise<Seen | undefined> {
  let seen: Seen | undefined;
  const isThere = async (): Promise<boolean> => {
    if (outcomes !== undefined && (await driver.outcomes()) !== outcomes) return false;
    seen = await ('at' in look ? driver.see(look.at) : driver.told(look.told));
    return isDeepStrictEqual(seen, sees);
  };
  await expect
    .poll(isThere)
    .toBe(true)
    .catch(() => undefined);
  return seen;
}

test('one story is the same to people on Discord, on Slack and on the playground', async () => {
  // Each has a studio of its own, so they are played at the same time.
  const [discord, slack, playground] = await Promise.all([
    play(openDiscordDriver),
    play(openSlackDriver),
    play(openPlaygroundDriver),
  ]);
  const written = (crowd: boolean): Transcript =>
    Object.fromEntries(storyFor({ crowd }).map(({ title, sees }) => [title, sees]));
  expect.soft(discord).toEqual(written(true));
  expect.soft(slack).toEqual(discord);
  expect.soft(playground).toEqual(written(false));
});
