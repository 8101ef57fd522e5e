import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type SlackScene } from '../open-slack.ts';
import { cards, corner, everywhere, made, outcome, press, type, type Corner } from '../seen.ts';

let scene: SlackScene;
beforeAll(async () => {
  scene = await openScene();
  await scene.work();
  // Two processes of one app: Slack gives each envelope to either.
  await scene.startBot();
  await scene.startBot();
});
afterAll(() => scene[Symbol.asyncDispose]());

/** Fails where what was asked for before has made more than one card and one outcome, also a little later. */
async function expectOne(place: Corner): Promise<void> {
  await outcome(place);
  await made(place, 'what comes after it', 2);
  expect(cards(place).length).toBe(2);
}

/** The event that was sent last. */
function lastEvent({ slack }: Corner): string {
  const id = slack.people.events().at(-1)?.eventId;
  if (id === undefined) throw new Error('No event was sent');
  return id;
}

test('two processes are connected, and share what comes in', async () => {
  expect(scene.slack.socket.connections()).toBe(2);
  const places = [corner(scene), corner(scene), corner(scene), corner(scene)];
  for (const place of places) type(place, 't2v a swarm');
  await Promise.all(places.map((place) => outcome(place)));
  expect(places.map((place) => cards(place).length)).toEqual([1, 1, 1, 1]);
});

test('a command and a press that come again through the other process make one video each', async () => {
  const place = corner(scene);
  const asked = type(place, 't2v a twin');
  place.slack.people.redeliver(asked.envelopeId);
  const result = await outcome(place);
  const again = press(place, result, 'again');
  place.slack.people.redeliver(again.envelopeId);
  await outcome(place, 2);
  await made(place, 'what comes after it', 3);
  expect(cards(place).length).toBe(3);
});

test('an event that comes again, at once and later, makes one video', async () => {
  const place = corner(scene);
  place.slack.people.say({ ...place, text: 'make a video of a heron', mentionsBot: true });
  const eventId = lastEvent(place);
  for (let times = 0; times < 3; times += 1) place.slack.people.redeliver(eventId);
  await outcome(place);
  place.slack.people.redeliver(eventId);
  await expectOne(place);
});

test('what is on its way when the connections are cut is made once', async () => {
  const place = corner(scene);
  place.slack.people.say({ ...place, text: 'make a video of a stork', mentionsBot: true });
  // Its acknowledgement is lost: Slack sends it again to whoever connects.
  place.slack.socket.drop();
  await outcome(place);
  await expect.poll(() => place.slack.socket.connections()).toBe(2);
  await expectOne(place);
  expect(everywhere(place).filter(({ files }) => files.length > 0).length).toBe(2);
});
