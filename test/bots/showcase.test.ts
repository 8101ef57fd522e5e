import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openShowcase, type Showcase } from '../../src/bots/showcase.ts';
import { MoraError } from '../../src/core/errors.ts';
import { silentLogger } from '../../src/core/log.ts';
import { openCommandHouse, someone, type CommandHouse } from '../support/command-house.ts';

const ada = someone('ada');
let house: CommandHouse;
let clipId: string;
beforeAll(async () => {
  house = await openCommandHouse();
  await house.opened.studio.settings.change({ platform: 'playground', space: 'local' }, () => ({
    galleryChannel: 'shown',
  }));
  clipId = await house.film(ada, 'a boat');
});
afterAll(() => house[Symbol.asyncDispose]());

/** What the gallery's channel shows, by clip: the stars under it. */
let shown: Map<string, number>;
let refusal: MoraError | undefined;
let showcase: Showcase;
const open = (): Showcase =>
  openShowcase({
    adapter: {
      platform: 'playground',
      showEntry(entry) {
        if (refusal !== undefined) return Promise.reject(refusal);
        shown.set(entry.clipId, entry.votes);
        return Promise.resolve();
      },
      hideEntry(row) {
        shown.delete(row.clipId);
        return Promise.resolve();
      },
    },
    gallery: house.opened.studio.gallery,
    logger: silentLogger(),
  });
beforeEach(() => {
  shown = new Map();
  refusal = undefined;
  showcase = open();
});
afterEach(async () => {
  await showcase.stop();
  await house.opened.studio.gallery.retire(clipId);
});

const published = async () => (await house.opened.studio.gallery.row(clipId))?.published;
const soon = { timeout: 15_000 };

test('an entry is shown, follows its stars, and goes when it is withdrawn', async () => {
  const { gallery } = house.opened.studio;
  await gallery.share(clipId, ada);
  await expect.poll(() => shown.get(clipId), soon).toBe(0);
  await gallery.vote(clipId, someone('bob'));
  await expect.poll(() => shown.get(clipId), soon).toBe(1);
  await gallery.withdraw(clipId, ada);
  await expect.poll(() => shown.has(clipId), soon).toBe(false);
  await expect.poll(published, soon).toBe('gone');
});

test('what a crash left undone is shown after the restart', async () => {
  await showcase.stop();
  await house.opened.studio.gallery.share(clipId, ada);
  showcase = open();
  await showcase.mend();
  await expect.poll(() => shown.has(clipId), soon).toBe(true);
  await expect.poll(published, soon).toBe('shown');
});

test('what its channel refuses for good leaves the gallery, so that it can be shared again', async () => {
  const { gallery } = house.opened.studio;
  refusal = new MoraError('not-allowed', 'The channel is closed.');
  await gallery.share(clipId, ada);
  await expect.poll(async () => (await gallery.row(clipId))?.withdrawn, soon).toBe(true);
  refusal = undefined;
  expect(await gallery.share(clipId, ada)).toBe(true);
  await expect.poll(() => shown.has(clipId), soon).toBe(true);
});
