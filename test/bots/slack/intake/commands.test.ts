import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, openStaffedScene, type SlackScene } from '../open-slack.ts';
import { cards, corner, everywhere, made, member, outcome, requestOf, taskIn, told, type } from '../seen.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openStaffedScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

test('a command becomes a card and, in its thread, one message with the video, its facts and its buttons', async () => {
  const place = corner(scene);
  const asked = type(place, 't2v a paper boat --duration 2 --seed 7');
  // Nothing is said in the acknowledgement: it has to be quick.
  expect(await asked.ack()).toBeUndefined();
  const result = await outcome(place);
  const [card] = cards(place);
  expect(result.threadTs).toBe(card?.ts);
  expect(result.files.map(({ name, mimetype }) => [name, mimetype])).toEqual([
    [`mora-${taskIn(result).slice(-8)}.mp4`, 'video/mp4'],
  ]);
  expect(result.words()).toContain(`<@${place.userId}> Here is your video.`);
  expect(result.buttons().map(({ label, confirm }) => [label, confirm])).toEqual([
    ['Again', false],
    ['Edit prompt', false],
    ['Extend', false],
    ['Restyle', false],
    ['Connect…', false],
    ['Share', false],
    ['Delete', true],
  ]);
  expect(await requestOf(scene, result)).toMatchObject({ kind: 't2v', prompt: 'a paper boat', durationS: 2, seed: 7 });
  await expect.poll(() => cards(place)[0]?.words()).toContain('Done');
  expect(cards(place)[0]?.words()).toContain('a paper boat');
});

test('a command is acknowledged although all that Slack answers us is slow', async () => {
  await using slow = await openStaffedScene();
  const { slack } = slow;
  const place = corner(slow);
  const held = 60_000;
  for (const method of ['users.info', 'usergroups.list', 'chat.postMessage']) slack.delay({ method, ms: held });
  // Slack gives up after three seconds: then this rejects.
  await type(place, 't2v a slow train').ack();
  await expect.poll(() => slack.socket.acks().length).toBe(1);
  expect(everywhere(place)).toEqual([]);
});

test('what was typed is read as it was meant, whatever Slack and phones make of it', async () => {
  const friend = member(scene, { name: 'Linus' });
  const typed = [
    ['t2v "a paper boat" --no-loop', { prompt: 'a paper boat' }],
    ['t2v “a red kite” —duration 3', { prompt: 'a red kite', durationS: 3 }],
    ['t2v a cat & a dog, 1 < 2 > 0', { prompt: 'a cat & a dog, 1 < 2 > 0' }],
    [`t2v <@${friend}> dances in <#${scene.channelId}>`, { prompt: '@Linus dances in #videos' }],
    ['t2v https://mora.example/a?b=1&c=2 or example.com', { prompt: 'https://mora.example/a?b=1&c=2 or example.com' }],
    ['T2V a frog --caption “hello & bye” --seed=5', { prompt: 'a frog', caption: 'hello & bye', seed: 5 }],
  ] as const;
  await Promise.all(
    typed.map(async ([text, wanted]) => {
      const place = corner(scene);
      type(place, text);
      expect(await requestOf(scene, await outcome(place))).toMatchObject(wanted);
    }),
  );
});

test.each([
  ['t2v', 'See /mora help t2v.'],
  ['t2v a boat --duration 99', 'The longest video is'],
  ['t2v a boat --ratio round', 'Choose one of'],
  ['t2v a boat --speed 3', 'has no option --speed'],
  ['dance', 'There is no command “dance”.'],
  ['gallery', 'There are: gallery'],
])('“%s” is answered with what to do, for the person alone, and makes no task', async (text, next) => {
  const place = corner(scene);
  expect(await told(place, text)).toContain(next);
  expect(everywhere(place)).toEqual([]);
  expect(place.slack.ephemerals(place.channelId, scene.userId)).toEqual([]);
});

test.each(['help', 'help t2v', 'status', 'queue', 'history', 'crew', 'gallery top', 'settings show'])(
  '“%s” is answered for the person alone',
  async (text) => {
    const place = corner(scene);
    expect((await told(place, text)).length).toBeGreaterThan(10);
    expect(everywhere(place)).toEqual([]);
  },
);

test('a card that Slack holds up is announced', async () => {
  const place = corner(scene);
  scene.slack.fail({ method: 'chat.postMessage', retryAfterS: 2 });
  expect(await told(place, 't2v a rainy day')).toBe('Got it. Your video is being made.');
  await outcome(place);
  expect(cards(place).length).toBe(1);
});

test('where the bot is not invited, the video comes as a direct message, and that is said', async () => {
  const { slack, teamId } = scene;
  const userId = member(scene, { name: 'Barbara' });
  const channelId = slack.addChannel({ teamId, name: 'secret', private: true, botIsMember: false }).id;
  const place = { slack, teamId, channelId, userId };
  type(place, 't2v a lighthouse');
  const answers = () => slack.ephemerals(channelId, userId).map((one) => one.words());
  await expect.poll(answers).toContainEqual(expect.stringContaining('so your video comes as a direct message'));
  const direct = { slack, channelId: slack.directChannel(teamId, userId).id };
  expect((await outcome(direct)).words()).toContain('a lighthouse');
  expect(everywhere(place)).toEqual([]);
});

test('the history holds what one has made oneself', async () => {
  const place = corner(scene);
  await made(place, 'a heron');
  const other = { ...place, userId: member(scene, { name: 'Edsger' }) };
  expect([await told(place, 'history'), await told(other, 'history')]).toEqual([
    expect.stringContaining('a heron'),
    expect.not.stringContaining('a heron'),
  ]);
});

test('what is being made is cancelled by words, and the outcome says by whom', async () => {
  await using busy = await openScene();
  const gate = Promise.withResolvers<void>();
  await busy.work(() => gate.promise);
  await busy.startBot();
  const place = corner(busy);
  type(place, 't2v a very long film');
  await expect.poll(() => cards(place).length).toBe(1);
  expect(await told(place, 'cancel')).toBe('Cancelled.');
  gate.resolve();
  expect((await outcome(place)).words()).toContain('Cancelled by Grace.');
});
