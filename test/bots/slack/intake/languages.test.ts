import { afterAll, beforeAll, expect, test } from 'vitest';
import { translatorFor } from '../../../../src/bots/locales/translate.ts';
import { openStaffedScene, type SlackScene } from '../open-slack.ts';
import { cards, corner, made, modalOf, press, type, whispered } from '../seen.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openStaffedScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

test.each([
  ['de-DE', 'de'],
  ['ja-JP', 'ja'],
  ['pt-BR', 'pt-BR'],
  ['es-LA', 'es'],
] as const)('somebody whose Slack speaks %s is answered in that language', async (locale, language) => {
  const { text: say } = translatorFor(language);
  const place = corner(scene, { name: 'Käthe', locale });
  const { slack, teamId, userId } = place;
  const result = await made(place, 'um barco');
  expect(result.words()).toContain(say('Here is your video.'));
  expect(result.buttons().map(({ label }) => label)).toContain(say('Edit prompt'));
  await expect.poll(() => cards(place)[0]?.words()).toContain(say('Done'));
  expect(cards(place)[0]?.words()).toContain(say('Text to video'));

  const stranger = { ...corner(scene, { locale }), channelId: place.channelId };
  const refused = await whispered(stranger, () => press(stranger, result, 'delete'));
  expect(refused.words()).not.toContain('Only ');

  const modal = await modalOf(place, () => press(place, result, 'restyle'));
  expect(JSON.stringify(modal['title'])).toContain(say('Change this video'));
  const form = await modalOf(place, () => type(place, ''));
  expect(JSON.stringify(form.blocks)).toContain(say('Image to video'));

  slack.people.openHome({ teamId, userId });
  await expect.poll(() => JSON.stringify(slack.home(userId)?.blocks)).toContain(say('Text to video'));
  // The words are theirs in any language.
  expect(JSON.stringify(slack.home(userId)?.blocks)).toContain('um barco');
});

test('a language that the bot does not speak is answered in English', async () => {
  const place = corner(scene, { locale: 'is-IS' });
  expect((await made(place)).words()).toContain('Here is your video.');
});
