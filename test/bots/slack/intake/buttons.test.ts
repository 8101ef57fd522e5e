import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type SlackScene } from '../open-slack.ts';
import {
  cards,
  corner,
  everywhere,
  made,
  member,
  modalOf,
  outcome,
  press,
  requestOf,
  taskIn,
  type,
  whispered,
  withButton,
  type Corner,
} from '../seen.ts';

/** Turns of the crew wait here while it is closed. */
let gate = Promise.resolve();
let scene: SlackScene;
beforeAll(async () => {
  scene = await openScene();
  await scene.work(() => gate);
  await scene.startBot();
});
afterAll(() => scene[Symbol.asyncDispose]());

const wordsBlock = 'mora_words';

function by({ slack, teamId, channelId }: Corner, person: Parameters<typeof member>[1]): Corner {
  return { slack, teamId, channelId, userId: member({ slack, teamId }, person) };
}

function submit({ slack, teamId, userId }: Corner, words: string): void {
  slack.people.submit({ teamId, userId, values: { [wordsBlock]: words } });
}

test('Again makes the same once more with another seed; whoever presses it owns it', async () => {
  const place = corner(scene);
  const result = await made(place);
  const other = by(place, { name: 'Linus' });
  press(other, result, 'again');
  const second = await outcome(place, 2);
  const [before, after] = [await requestOf(scene, result), await requestOf(scene, second)];
  expect(after).toMatchObject({ kind: 't2v', prompt: 'a snail' });
  expect(after?.seed).not.toBe(before?.seed);
  expect((await scene.house.studio.find(taskIn(second)))?.person.id).toBe(other.userId);
  // It goes on in the same thread.
  expect(second.threadTs).toBe(result.threadTs);
});

test.each([
  ['any signs', 'a *bold* _snail_ in `code` \\ <!here> <@U123> [x](https://x.y) :smile: 你好 مرحبا 🐌'],
  ['as long as can be', `${'*_~`|#[](){}<>&'.repeat(133)} end`],
])('the words of a prompt stand in its modal as they were typed: %s', async (_, prompt) => {
  const place = corner(scene);
  const result = await made(place, 'a first one');
  await modalOf(place, () => press(place, result, 'edit-prompt'));
  submit(place, prompt);
  const second = await outcome(place, 2);
  const view = await modalOf(place, () => press(place, second, 'edit-prompt'));
  expect(JSON.stringify(view.blocks)).toContain(`"initial_value":${JSON.stringify(prompt)}`);
  submit(place, 'a fast snail');
  expect(await requestOf(scene, await outcome(place, 3))).toMatchObject({ prompt: 'a fast snail' });
});

test.each([
  ['extend', 'extend'],
  ['restyle', 'edit'],
] as const)('%s asks for words, at once, and goes on from the video', async (action, kind) => {
  const place = corner(scene);
  const result = await made(place);
  await expect.poll(() => cards(place)[0]?.words()).toContain('Done');
  const before = scene.slack.requests.length;
  const view = await modalOf(place, () => press(place, result, action));
  expect(scene.slack.requests[before]?.method).toBe('views.open');
  expect(JSON.stringify(view.blocks)).not.toContain('initial_value');
  submit(place, 'in winter');
  const next = await outcome(place, 2);
  expect(await requestOf(scene, next)).toMatchObject({ kind, prompt: 'in winter', video: { clip: taskIn(result) } });
});

test('Connect… on one video and then on another joins them', async () => {
  const place = corner(scene);
  const [first, second] = [await made(place), await made(place, 'a worm', 2)];
  const picked = await whispered(place, () => press(place, first, 'connect'));
  expect(picked.words()).toContain('First video picked.');
  press(place, second, 'connect');
  const request = await requestOf(scene, await outcome(place, 3));
  const clips = request?.kind === 'connect' ? request.videos.map(({ clip }) => clip) : [];
  expect(clips).toEqual([taskIn(first), taskIn(second)]);
});

test('Delete is for the owner and admins: the message and its file go; somebody else is told so alone', async () => {
  const place = corner(scene);
  const [mine, other] = [await made(place), await made(place, 'a worm', 2)];
  const stranger = by(place, { name: 'Linus' });
  const refused = await whispered(stranger, () => press(stranger, mine, 'delete'));
  expect(refused.words()).toContain('Only Grace');
  expect(withButton(everywhere(place), 'delete').length).toBe(2);

  press(place, mine, 'delete');
  press(by(place, { name: 'Mod', admin: true }), other, 'delete');
  await expect.poll(() => withButton(everywhere(place), 'delete').length).toBe(0);
  const deleted = () =>
    scene.slack.requests
      .filter(({ method, status }) => method === 'files.delete' && status === 200)
      .map(({ body }) => body['file']);
  for (const message of [mine, other]) {
    expect(await scene.house.studio.clip(taskIn(message))).toBeUndefined();
    await expect.poll(deleted).toEqual(expect.arrayContaining(message.files.map(({ id }) => id)));
  }
});

test('Cancel is for the owner and admins; somebody else is told so alone', async () => {
  const place = corner(scene);
  const held = Promise.withResolvers<void>();
  gate = held.promise;
  try {
    type(place, 't2v a long one');
    await expect.poll(() => withButton(everywhere(place), 'cancel').length).toBe(1);
    const [card] = cards(place);
    if (card === undefined) throw new Error('There is no card');
    const stranger = by(place, { name: 'Linus' });
    expect((await whispered(stranger, () => press(stranger, card, 'cancel'))).words()).toContain('Grace');
    const admin = by(place, { name: 'Mod', admin: true });
    expect((await whispered(admin, () => press(admin, card, 'cancel'))).words()).toBe('Cancelled.');
    expect((await outcome(place)).words()).toContain('Cancelled by Mod.');
    await expect.poll(() => withButton(everywhere(place), 'cancel').length).toBe(0);
  } finally {
    held.resolve();
    gate = Promise.resolve();
  }
});

test('a double click is one press; a press ten seconds later is another', async () => {
  const place = corner(scene);
  const result = await made(place);
  const clicks = [press(place, result, 'again'), press(place, result, 'again')];
  await Promise.all(clicks.map((click) => click.ack()));
  await outcome(place, 2);
  place.slack.advance(10_000);
  press(place, result, 'again');
  await outcome(place, 3);
  expect(cards(place).length).toBe(3);
});

test('a button works hours later, after the bot began anew', async () => {
  await using later = await openScene();
  await later.work();
  const bot = await later.startBot();
  const place = corner(later);
  const result = await made(place);
  await bot[Symbol.asyncDispose]();
  place.slack.advance(2 * 60 * 60_000);
  await later.startBot();
  press(place, result, 'again');
  expect(await requestOf(later, await outcome(place, 2))).toMatchObject({ prompt: 'a snail' });
});

test('the buttons of another version, and of another workspace, lead nowhere', async () => {
  const { slack, house } = scene;
  const place = corner(scene);
  const { teamId, channelId, userId } = place;
  const { taskId: foreign } = await house.studio.submit(
    {
      sourceId: 'elsewhere',
      person: { platform: 'slack', id: userId, name: 'Eve', moderator: false },
      thread: { platform: 'slack', space: 'T0ELSEWHERE', channel: 'C0ELSEWHERE' },
      draft: { kind: 't2v', prompt: 'a secret' },
    },
    new AbortController().signal,
  );
  const old = ['0.again.x', '1.dance.x', 'hello'];
  const elsewhere = ['again', 'delete', 'share', 'cancel'].map((name) => `1.${name}.${foreign}`);
  const ts = await postAsBot(channelId, [...old, ...elsewhere]);
  const answer = async (actionId: string) =>
    (await whispered(place, () => slack.people.press({ teamId, channelId, userId, ts, actionId }))).words();
  for (const id of old) {
    expect(await answer(id)).toBe('This button is from another version. Please type the command instead.');
  }
  for (const id of elsewhere) expect(await answer(id)).toBe('There is no such task here any more.');
  expect(everywhere(place).map((message) => message.ts)).toEqual([ts]);
});

/** Posts a message with such buttons, as the bot of an older version, or somebody with its token, would. */
async function postAsBot(channel: string, ids: readonly string[]): Promise<string> {
  const { slack } = scene;
  const text = (said: string) => ({ type: 'plain_text', text: said });
  const elements = ids.map((id) => ({ type: 'button', action_id: id, text: text('Old') }));
  const token = slack.requests.find(({ token: known }) => known?.startsWith('xoxb-') === true)?.token ?? '';
  await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel, text: 'old', blocks: [{ type: 'actions', elements }] }),
  });
  return slack.messages(channel).at(-1)?.ts ?? '';
}
