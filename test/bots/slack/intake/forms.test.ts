import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, openStaffedScene, type SlackScene } from '../open-slack.ts';
import {
  corner,
  everywhere,
  modalOf,
  outcome,
  outcomes,
  requestOf,
  type,
  upload,
  whispered,
  type Corner,
} from '../seen.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openStaffedScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const field = (name: string): string => `option.${name}`;

function submit({ slack, teamId, userId }: Corner, values: Parameters<typeof slack.people.submit>[0]['values']) {
  return slack.people.submit({ teamId, userId, values });
}

/** The modal on top as text; its blocks are named `"mora_picture"` and the like. */
function shown({ slack, userId }: Corner): string {
  return JSON.stringify(slack.openView(userId)?.blocks);
}

test.each(['', 'extend', 'extend then it rains', 'connect', 'i2v slowly'])(
  '“/mora %s” opens the form before anything else is asked of Slack',
  async (text) => {
    const place = corner(scene);
    const before = scene.slack.requests.length;
    await modalOf(place, () => type(place, text));
    expect(scene.slack.requests.slice(before).map(({ method }) => method)).toEqual(['views.open']);
  },
);

test('what was typed stands in the form', async () => {
  const place = corner(scene);
  await modalOf(place, () => type(place, 'i2v the *waves* & <sea> --seed 12'));
  expect(shown(place)).toContain('"initial_value":"the *waves* & <sea>"');
  expect(shown(place)).toContain('"initial_value":"12"');
});

test('a form that is sent makes its video, with the files in it, where it was opened', async () => {
  const place = corner(scene);
  await modalOf(place, () => type(place, 'i2v'));
  submit(place, {
    [field('prompt')]: 'the waves move',
    [field('seed')]: '3',
    mora_picture: { files: [upload(place, 'picture')] },
  });
  expect(await requestOf(scene, await outcome(place))).toMatchObject({
    kind: 'i2v',
    prompt: 'the waves move',
    seed: 3,
  });
  expect(place.slack.openView(place.userId)).toBeUndefined();

  await modalOf(place, () => type(place, 'connect'));
  const clips = [upload(place, 'clip', 'a.mp4'), upload(place, 'clip', 'b.mp4')];
  submit(place, { mora_videos: { files: clips } });
  const request = await requestOf(scene, await outcome(place, 2));
  expect(request?.kind === 'connect' && request.videos.length).toBe(2);
});

test('what is wrong is said at its field; the form stays open, and is sent again', async () => {
  const place = corner(scene);
  await modalOf(place, () => type(place, 'connect'));
  const one = { mora_videos: { files: [upload(place, 'clip')] } };
  const answer = await submit(place, one).ack();
  expect(answer).toEqual({ response_action: 'errors', errors: { mora_videos: 'Add at least 2 videos.' } });
  expect(place.slack.openView(place.userId)).toBeDefined();
  expect(everywhere(place)).toEqual([]);
  submit(place, { mora_videos: { files: [upload(place, 'clip'), upload(place, 'clip')] } });
  expect(await requestOf(scene, await outcome(place))).toMatchObject({ kind: 'connect' });
});

test('another kind of video keeps what was filled in where it has the same fields', async () => {
  const place = corner(scene);
  const { slack, teamId, userId } = place;
  await modalOf(place, () => type(place, ''));
  expect(shown(place)).not.toContain('"mora_picture"');
  slack.people.pressIn({ teamId, userId, in: 'modal', actionId: 'mora_kind', selected: 'i2v' });
  await expect.poll(() => shown(place)).toContain('"mora_picture"');
  submit(place, { [field('prompt')]: 'it breathes', mora_picture: { files: [upload(place, 'picture')] } });
  expect(await requestOf(scene, await outcome(place))).toMatchObject({ kind: 'i2v', prompt: 'it breathes' });

  await modalOf(place, () => type(place, 'i2v a wave --seed 8'));
  slack.people.pressIn({ teamId, userId, in: 'modal', actionId: 'mora_kind', selected: 'extend' });
  await expect.poll(() => shown(place)).toContain('"mora_videos"');
  expect(shown(place)).toMatch(/"initial_value":"a wave".*"initial_value":"8"/u);
  submit(place, { mora_videos: { files: [upload(place, 'clip')] } });
  expect(await requestOf(scene, await outcome(place, 2))).toMatchObject({ kind: 'extend', prompt: 'a wave', seed: 8 });
});

test('the shortcut that is everywhere asks where to post; without a place it comes in private', async () => {
  const place = corner(scene);
  const { slack, teamId, userId, channelId } = place;
  const open = () => modalOf(place, () => slack.people.globalShortcut({ teamId, userId, callbackId: 'mora_new' }));
  await open();
  submit(place, { [field('prompt')]: 'a fox', mora_place: channelId });
  expect(await requestOf(scene, await outcome(place))).toMatchObject({ prompt: 'a fox' });
  await open();
  submit(place, { [field('prompt')]: 'a secret fox' });
  const direct = { slack, channelId: slack.directChannel(teamId, userId).id };
  expect(await requestOf(scene, await outcome(direct))).toMatchObject({ prompt: 'a secret fox' });
  expect((await outcomes(place)).length).toBe(1);
});

test('a form that fails after it was closed says back what was written in it', async () => {
  await using idle = await openScene();
  await idle.startBot();
  const place = corner(idle);
  await modalOf(place, () => type(place, ''));
  const words = 'all my <words> & more';
  const said = await whispered(place, () => submit(place, { [field('prompt')]: words }));
  expect(said.words()).toMatch(/^[^\n]{20,}\nYou wrote: “all my <words> & more”$/u);
  expect(everywhere(place)).toEqual([]);
});

test('a form that is sent twice makes one video', async () => {
  const place = corner(scene);
  await modalOf(place, () => type(place, ''));
  const values = { [field('prompt')]: 'a twin' };
  const [first, second] = [submit(place, values), submit(place, values)];
  await Promise.all([first.ack(), second.ack().catch(() => undefined)]);
  await outcome(place);
  // What comes after both shows that the second left nothing behind.
  type(place, 't2v a last one');
  expect((await outcomes(place, 2)).length).toBe(2);
});

test('a form of another version is refused in the form', async () => {
  const place = corner(scene);
  const { slack, teamId, userId } = place;
  const trigger = slack.people.globalShortcut({ teamId, userId, callbackId: 'mora_new' });
  await trigger.ack();
  await expect.poll(() => slack.openView(userId)).toBeDefined();
  const { id } = slack.openView(userId) ?? {};
  await updateAsBot(id ?? '', slack.openView(userId) ?? {});
  const answer = await submit(place, { [field('prompt')]: 'a relic' }).ack();
  expect(answer).toMatchObject({ response_action: 'errors' });
  expect(JSON.stringify(answer)).toContain('This form is from another version.');
});

/** Changes a modal, as an older version of the bot would have opened it. */
async function updateAsBot(viewId: string, view: Readonly<Record<string, unknown>>): Promise<void> {
  const { slack } = scene;
  const { type: kind, title, submit: send, blocks, callback_id: callbackId } = view;
  const token = slack.requests.find(({ method }) => method === 'views.open')?.token ?? '';
  const old = { type: kind, title, submit: send, blocks, callback_id: callbackId, private_metadata: 'v0' };
  const answer = await fetch(`${slack.apiUrl}views.update`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ view_id: viewId, view: old }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
}
