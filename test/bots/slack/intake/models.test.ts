import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { zoo, zooCrew } from '../../../fakes/priced-model.ts';
import { openScene, type SlackScene } from '../open-slack.ts';
import { cards, corner, modalOf, outcome, requestOf, told, type, upload, type Corner } from '../seen.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openScene();
  await scene.house.work(zooCrew());
  await scene.startBot();
});
afterAll(() => scene[Symbol.asyncDispose]());

const answerSchema = z.object({
  options: z.array(z.object({ text: z.object({ text: z.string() }), value: z.string() })),
});

async function offered({ slack, teamId, userId }: Corner, typed: string): Promise<readonly (readonly string[])[]> {
  const asked = slack.people.suggest({ teamId, userId, actionId: 'mora_models', typed });
  return answerSchema.parse(await asked.ack()).options.map(({ text, value }) => [text.text, value]);
}

test('a form offers the models that can do it, and makes its video with the one that is chosen', async () => {
  const place = corner(scene);
  const { slack, teamId, userId } = place;
  await modalOf(place, () => type(place, 'i2v'));
  expect(await offered(place, '')).toEqual([
    ['a test · free', 'quick'],
    ['Reel · about $0.10 a second', zoo.reel.name],
    ['Wan 2.2 fast · about $0.05 a clip', zoo.wan.name],
  ]);
  const [[, chosen] = []] = await offered(place, 'wan');
  slack.people.submit({
    teamId,
    userId,
    values: { 'option.prompt': 'waves', 'option.model': chosen, mora_picture: { files: [upload(place, 'picture')] } },
  });
  const result = await outcome(place);
  expect(await requestOf(scene, result)).toMatchObject({ kind: 'i2v', model: zoo.wan.name });
  expect(result.words()).toContain('Price: $0.05');
  const shown = slack.requests.map(({ body }) => JSON.stringify(body) ?? '');
  expect(shown.some((body) => body.includes('About $0.05'))).toBe(true);
  await expect.poll(() => cards(place)[0]?.words()).not.toContain('About');
});

test('another kind of video offers other models, and keeps the one that was typed', async () => {
  const place = corner(scene);
  const { slack, teamId, userId } = place;
  await modalOf(place, () => type(place, 'i2v a wave --model reel'));
  expect(JSON.stringify(slack.openView(userId)?.blocks)).toContain('"value":"reel"');
  slack.people.pressIn({ teamId, userId, in: 'modal', actionId: 'mora_kind', selected: 'connect' });
  await expect.poll(() => JSON.stringify(slack.openView(userId)?.blocks)).toContain('"mora_clips"');
  expect(await offered(place, 'zoo')).toEqual([['Bridge · free', zoo.bridge.name]]);
});

test('a typed command takes the name of a model; the workspace decides which and whether prices are seen', async () => {
  const place = corner(scene, { admin: true });
  expect(await told(place, 'settings allow --model brush')).toContain('These models may be chosen: zoo/brush');
  expect(await told(place, 'settings price hide')).toContain('People do not see what videos cost.');
  expect(await told(place, 't2v a boat --model reel')).toContain(
    'zoo/reel may not be chosen here. Choose one of: zoo/brush.',
  );
  expect(await told(place, 'models')).toBe('• Brush: zoo/brush\n  Paints pictures from words.');
  await modalOf(place, () => type(place, ''));
  expect(await offered(place, '')).toEqual([['Brush', zoo.brush.name]]);
  type(place, 't2v a boat --model brush');
  expect((await outcome(place)).words()).not.toContain('Price');
});
