import type { ActionName } from '../../commands/action-names.ts';
import { actionId } from '../../commands/actions.ts';
import type { GalleryRow } from '../../core/database/gallery-rows.ts';
import type { TaskPlan } from '../../core/pipeline/plan.ts';
import type { GalleryEntry } from '../../core/studio/gallery.ts';
import type { ThreadRef } from '../../core/thread.ts';
import type { Card } from '../card.ts';
import type { Delivery } from '../delivery.ts';
import { makersOf } from '../makers.ts';
import { estimateText, stageLabel } from '../texts.ts';
import {
  channels,
  platform,
  space,
  type CardContent,
  type EntryContent,
  type Message,
  type ResultContent,
} from './wire.ts';

/** A task's card as a message. */
export function cardMessage(card: Card, atMs: number): Message {
  const { taskId, prompt, status, stages, notes, queuePosition, underWay, etaS, estimateUsd, preview } = card;
  const cancel = { id: actionId({ name: 'cancel', taskId }), action: 'cancel', label: 'Cancel' } as const;
  const content: CardContent = {
    kind: 'card',
    taskId,
    task: card.kind,
    prompt,
    status,
    stages: stages.map(({ key, after, label, provider, status: stageStatus, phase, percent }) => ({
      key,
      after: [...after],
      label,
      provider,
      status: stageStatus,
      ...(phase === undefined ? {} : { phase }),
      ...(percent === undefined ? {} : { percent }),
    })),
    notes: [...notes],
    ...(queuePosition === undefined ? {} : { queuePosition }),
    ...(underWay === undefined ? {} : { underWay }),
    ...(etaS === undefined ? {} : { etaS }),
    ...(estimateUsd === undefined ? {} : { price: estimateText(estimateUsd) }),
    ...(preview === undefined ? {} : { preview }),
    buttons: status === 'working' ? [cancel] : [],
  };
  return { ...fromMora(`card-${taskId}`, card.thread, atMs), text: '', content };
}

/** The end of a task as a message; `plan` says which of its stages waited for which. */
export function resultMessage(delivery: Delivery, plan: Pick<TaskPlan, 'stages'> | undefined, atMs: number): Message {
  const { taskId, status, prompt, clip, facts, buttons } = delivery;
  const content: ResultContent = {
    kind: 'result',
    taskId,
    status,
    prompt,
    ...(clip === undefined ? {} : { clip: clipContent(clip, plan?.stages ?? []) }),
    facts: facts.map(([name, value]) => [name, value]),
    buttons: buttons.map((button) => ({ ...button })),
  };
  return { ...fromMora(deliveryId(taskId), delivery.thread, atMs), text: delivery.text, content };
}

/** The message of an outcome. */
export const deliveryId = (taskId: string): string => `delivery-${taskId}`;

/** The message of a clip in the gallery: another one each time that it is shared again. */
export function entryPlace({ clipId, channel, round }: Pick<GalleryRow, 'clipId' | 'channel' | 'round'>): ThreadRef {
  return { platform, space, channel, thread: `entry-${clipId}-${round}` };
}

/** An entry of the gallery as a message; `plan` says which of its stages waited for which. */
export function entryMessage(entry: GalleryEntry, plan: Pick<TaskPlan, 'stages'> | undefined, atMs: number): Message {
  const { clipId: taskId, channel, round, prompt, clip, creator, ancestors, votes } = entry;
  const button = (action: ActionName, label: string): EntryContent['buttons'][number] => ({
    id: actionId({ name: action, taskId }),
    action,
    label,
  });
  const content: EntryContent = {
    kind: 'entry',
    taskId,
    prompt,
    clip: clipContent(clip, plan?.stages ?? []),
    facts: [
      ['By', creator.name],
      ['Made by', makersOf(clip)],
      ['Seed', String(clip.seed)],
      ...ancestors.map((from): [string, string] => [
        'Remixed from',
        from.prompt === '' ? `a video by ${from.creator}` : `“${from.prompt}” by ${from.creator}`,
      ]),
    ],
    buttons: [
      button('vote', votes === 1 ? '1 star' : `${votes} stars`),
      button('remix', 'Remix'),
      button('withdraw', 'Withdraw'),
    ],
  };
  const id = `entry-${taskId}-${round}`;
  return { ...fromMora(id, { platform, space, channel }, atMs), text: '', content };
}

/** What is left of a message whose video is gone. */
export function goneMessage({ id, channel, thread, author, atMs }: Message, text: string): Message {
  const at = { id, channel, ...(thread === undefined ? {} : { thread }), author, atMs };
  return { ...at, text, images: [], videos: [], content: { kind: 'gone' } };
}

function clipContent(
  clip: NonNullable<Delivery['clip']>,
  planned: TaskPlan['stages'],
): NonNullable<ResultContent['clip']> {
  const { video, poster, sizeBytes, facts, sound, stages, nsfw } = clip;
  const { width, height, durationS } = facts;
  const turns = stages.map(({ key, agent, provider, ms }) => {
    const after = planned.find((stage) => stage.key === key)?.after ?? [];
    return { key, after: [...after], label: stageLabel(agent, key), provider, ms };
  });
  return { video, poster, width, height, durationS, sound, sizeBytes, nsfw, stages: turns };
}

/** What all messages of the bot have in common. A room that is no more is replaced by the first. */
export function fromMora(
  id: string,
  thread: ThreadRef,
  atMs: number,
): Pick<Message, 'id' | 'channel' | 'thread' | 'author' | 'atMs' | 'images' | 'videos'> {
  const channel = (channels.find((known) => known.id === thread.channel) ?? channels[0]).id;
  return {
    id,
    channel,
    ...(thread.thread === undefined ? {} : { thread: thread.thread }),
    author: 'mora',
    atMs,
    images: [],
    videos: [],
  };
}
