import { expect } from 'vitest';
import type { ActionName } from '../../../src/commands/action-names.ts';
import { parseActionId } from '../../../src/commands/actions.ts';
import type { TaskRequest } from '../../../src/core/task.ts';
import type { FakeSlack, FakeSlackMessage } from '../../fakes/slack/fake-slack.ts';
import type { FakeAsk } from '../../fakes/slack/people-ask.ts';
import type { SlackScene } from './open-slack.ts';

/** A channel and a person of one's own, so that tests can share a studio and nothing else. */
export interface Corner {
  readonly slack: FakeSlack;
  readonly teamId: string;
  readonly channelId: string;
  readonly userId: string;
}

type Place = Pick<Corner, 'slack' | 'channelId'>;
type PersonOptions = Omit<Parameters<FakeSlack['addUser']>[0], 'teamId'>;

export function corner({ slack, teamId }: Pick<SlackScene, 'slack' | 'teamId'>, person: PersonOptions = {}): Corner {
  const channelId = slack.addChannel({ teamId, name: 'studio' }).id;
  return { slack, teamId, channelId, userId: member({ slack, teamId }, { name: 'Grace', ...person }) };
}

/** One more member of a workspace. */
export function member({ slack, teamId }: Pick<SlackScene, 'slack' | 'teamId'>, person: PersonOptions): string {
  return slack.addUser({ teamId, ...person }).id;
}

/** Types `/mora` and more. */
export function type({ slack, teamId, channelId, userId }: Corner, text: string): FakeAsk {
  return slack.people.slash({ teamId, channelId, userId, text });
}

/** What a person alone is told in a channel because of what `act` does. */
export async function whispered({ slack, channelId, userId }: Corner, act: () => unknown): Promise<FakeSlackMessage> {
  const before = slack.ephemerals(channelId, userId).length;
  await act();
  await expect.poll(() => slack.ephemerals(channelId, userId).length).toBeGreaterThan(before);
  const answer = slack.ephemerals(channelId, userId)[before];
  if (answer === undefined) throw new Error('There is no answer');
  return answer;
}

/** What a person alone is told because of a command. */
export async function told(place: Corner, text: string): Promise<string> {
  return (await whispered(place, () => type(place, text))).words();
}

/** All messages of a channel and of the threads on it, oldest first. */
export function everywhere({ slack, channelId }: Place): readonly FakeSlackMessage[] {
  const top = slack.messages(channelId);
  const all = [...top, ...top.flatMap(({ ts }) => slack.messages(channelId, ts))];
  return all.toSorted((a, b) => Number(a.ts) - Number(b.ts));
}

/** Cards of tasks in a channel and its threads, oldest first. */
export function cards(place: Place): readonly FakeSlackMessage[] {
  return everywhere(place).filter(({ metadata }) => metadata?.['event_type'] === 'mora_card');
}

/** Messages with such a button of ours. */
export function withButton(messages: readonly FakeSlackMessage[], action: ActionName): readonly FakeSlackMessage[] {
  return messages.filter((message) => buttonOf(message, action) !== undefined);
}

/** The id of such a button of a message. */
export function buttonOf(message: FakeSlackMessage, action: ActionName): string | undefined {
  return message.buttons().find(({ actionId }) => actionId.startsWith(`1.${action}.`))?.actionId;
}

/** Presses such a button of a message. */
export function press(
  { slack, teamId, userId }: Pick<Corner, 'slack' | 'teamId' | 'userId'>,
  { channelId, ts, ...message }: FakeSlackMessage,
  action: ActionName,
): FakeAsk {
  const actionId = buttonOf({ channelId, ts, ...message }, action);
  if (actionId === undefined) throw new Error(`There is no button ${action}`);
  return slack.people.press({ teamId, userId, channelId, ts, actionId });
}

/** The task that a message of ours is about. */
export function taskIn(message: FakeSlackMessage): string {
  const id = message.buttons().find(({ actionId }) => actionId.startsWith('1.'))?.actionId;
  return parseActionId(id ?? '').taskId;
}

/** The outcomes in a channel and its threads, once there are so many, oldest first. */
export async function outcomes(place: Place, count = 1): Promise<readonly FakeSlackMessage[]> {
  const find = (): readonly FakeSlackMessage[] => withButton(everywhere(place), 'again');
  await expect.poll(() => find().length).toBe(count);
  return find();
}

/** The newest outcome in a channel and its threads, once there are so many. */
export async function outcome(place: Place, count = 1): Promise<FakeSlackMessage> {
  const newest = (await outcomes(place, count)).at(-1);
  if (newest === undefined) throw new Error('There is no outcome');
  return newest;
}

/** What the task of a message was asked for as. */
export async function requestOf(
  { house }: Pick<SlackScene, 'house'>,
  message: FakeSlackMessage,
): Promise<TaskRequest | undefined> {
  return (await house.studio.find(taskIn(message)))?.plan.request;
}

/** Makes a video by words. */
export async function made(place: Corner, prompt = 'a snail', count = 1): Promise<FakeSlackMessage> {
  type(place, `t2v ${prompt}`);
  return outcome(place, count);
}

/** The modal that somebody sees, once there is one that `act` opens. */
export async function modalOf({ slack, userId }: Pick<Corner, 'slack' | 'userId'>, act: () => unknown) {
  const before = slack.openView(userId)?.id;
  await act();
  await expect.poll(() => slack.openView(userId)?.id).not.toBe(before);
  const view = slack.openView(userId);
  if (view === undefined) throw new Error('There is no modal');
  return view;
}

/** A picture or a clip that somebody has uploaded. */
export function upload({ slack, teamId, userId }: Corner, kind: 'picture' | 'clip', name?: string) {
  const [usual, mimetype] = kind === 'picture' ? ['sea.png', 'image/png'] : ['a.mp4', 'video/mp4'];
  const bytes = new TextEncoder().encode(`bytes of ${kind}`);
  return slack.addFile({ teamId, userId, name: name ?? usual, mimetype, bytes });
}
