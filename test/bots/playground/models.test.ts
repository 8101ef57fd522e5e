import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createModelList } from '../../../src/bots/playground/page/model-list.ts';
import { readLine, type LineSources } from '../../../src/bots/playground/page/command-line.ts';
import { commandSpecSchema, modelSuggestionSchema } from '../../../src/bots/playground/wire.ts';
import { zoo, zooCrew } from '../../fakes/priced-model.ts';
import { testDataDirectory } from '../../support/test-database.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { openPlayground, type TestPlayground } from './open-playground.ts';

let playground: TestPlayground;
const opened = new AsyncDisposableStack();
beforeAll(async () => {
  const directory = opened.use(await testDataDirectory());
  playground = opened.use(await openPlayground(directory.path, zooCrew()));
});
afterAll(() => opened.disposeAsync());

const space = { platform: 'playground', space: 'local' };
const suggestions = async () =>
  z.array(modelSuggestionSchema).parse(await (await playground.ask('playground/models')).json());

test('the page is told which models there are, what they cost and for which commands', async () => {
  const all = await suggestions();
  const wan = all.find(({ name }) => name === zoo.wan.name);
  expect(wan).toMatchObject({ label: 'Wan 2.2 fast', price: 'about $0.05 a clip' });
  expect(wan?.commands).toEqual(expect.arrayContaining(['t2v', 'i2v', 'extend', 'edit', 'simulate', 'settings model']));
  expect(wan?.commands).not.toContain('connect');
  await playground.house.studio.settings.change(space, () => ({ models: [zoo.brush.name], showPrice: false }));
  const allowed = (await suggestions()).filter(({ commands }) => commands.includes('t2v'));
  expect(allowed.map(({ name, price }) => [name, price])).toEqual([[zoo.brush.name, undefined]]);
  await playground.house.studio.settings.change(space, () => ({ models: [], showPrice: true }));
});

test('the message box completes them by name or label where they can do it', async () => {
  const about = z.object({ commands: z.array(commandSpecSchema) });
  const { commands } = about.parse(await (await playground.ask('playground/about')).json());
  const models = await suggestions();
  const sources: LineSources = { clips: () => [], channels: [], models: () => models };
  const found = (text: string) => readLine(text, text.length, commands, sources).suggestions;
  expect(found('/mora t2v a boat --model wan')).toEqual([
    {
      label: 'Wan 2.2 fast',
      detail: 'zoo/wan-2.2-fast · about $0.05 a clip',
      insert: 'zoo/wan-2.2-fast ',
      from: 25,
      to: 28,
    },
  ]);
  expect(found('/mora t2v a boat --model ').map(({ label }) => label)).toContain('Brush');
  expect(found('/mora connect whip --model wan')).toEqual([]);
  expect(found('/mora settings model wan').map(({ insert }) => insert)).toEqual(['zoo/wan-2.2-fast ']);
  expect(found(`/mora t2v a boat --model ${zoo.wan.name}`)).toEqual([]);
});

test('a card says what it will cost while it is made, a result what it cost', async () => {
  const { id } = await playground.say('/mora t2v a paper boat --model wan-2.2-fast');
  const result = async () =>
    (await playground.messages()).find(({ thread, content }) => thread === `said-${id}` && content.kind === 'result');
  await waitUntil(async () => (await result()) !== undefined);
  expect((await result())?.content).toMatchObject({ facts: expect.arrayContaining([['Price', '$0.05']]) });
  const card = (await playground.messages()).find(
    ({ thread, content }) => thread === `said-${id}` && content.kind === 'card',
  );
  expect(card?.content).toMatchObject({ price: 'About $0.05' });
});

test('the list of models is asked for once in a while, and an older one will do while that fails', async () => {
  const wan = { name: 'zoo/wan', label: 'Wan', commands: ['t2v'] };
  const answers: (() => Promise<readonly (typeof wan)[]>)[] = [
    () => Promise.resolve([wan]),
    () => Promise.reject(new Error('away')),
    () => Promise.resolve([]),
  ];
  let asked = 0;
  let nowMs = 0;
  const models = createModelList(
    () => {
      asked += 1;
      return answers.shift()?.() ?? Promise.resolve([]);
    },
    () => nowMs,
  );
  expect(models()).toEqual([]);
  await expect.poll(models).toEqual([wan]);
  expect(asked).toBe(1);
  nowMs = 11_000;
  expect(models()).toEqual([wan]);
  // The second failed: so it is asked for again at once, while the first is still shown.
  await expect.poll(models).toEqual([]);
  expect(asked).toBe(3);
});
