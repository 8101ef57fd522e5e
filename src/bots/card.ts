import { stageLabel, unservedText, type CardStatus } from './texts.ts';
import type { ArtifactId } from '../core/artifacts/artifact.ts';
import type { TaskView } from '../core/studio/studio.ts';
import type { TaskKind } from '../core/task.ts';
import type { ThreadRef } from '../core/thread.ts';

/** One line of a card. */
export interface CardStage {
  readonly key: string;
  /** Keys of the lines that it waits for: with them the lines are a tree. */
  readonly after: readonly string[];
  readonly label: string;
  readonly provider: string;
  readonly status: 'waiting' | 'queued' | 'running' | 'done' | 'failed';
  /** What is being done, in a word or two. */
  readonly phase?: string;
  /** 0 to 100, only where it was measured. */
  readonly percent?: number;
}

/** A task's live message while it is made, free of any platform. */
export interface Card {
  readonly taskId: string;
  readonly thread: ThreadRef;
  /** Who asked. */
  readonly personId: string;
  readonly personName: string;
  /** The language of that person, as the platform names it. */
  readonly locale?: string;
  readonly kind: TaskKind;
  readonly prompt: string;
  readonly status: CardStatus;
  readonly stages: readonly CardStage[];
  /** What the person should know of the way that was chosen. */
  readonly notes: readonly string[];
  /** How many are to be started before this one, plus one; only while it waits. */
  readonly queuePosition?: number;
  /** How many tasks its person had under way when they asked for it, where that made it wait; only while it waits. */
  readonly underWay?: number;
  /** Seconds until the video is made; only where past runs tell. */
  readonly etaS?: number;
  /** Dollars that it will cost about; only where that is known, and wanted. */
  readonly estimateUsd?: number;
  /** The newest image worth showing. */
  readonly preview?: ArtifactId;
}

type StageState = NonNullable<TaskView['flow']>['stages'][number];

function asPlanned({ key, agent, provider, after }: TaskView['task']['plan']['stages'][number]): StageState {
  return { key, agent, provider, status: after.length === 0 ? 'queued' : 'waiting' };
}

/** The card of a task as it stands. `prices` says whether people there see what it will cost. */
export function cardOf({ task, flow, remainingMs, unserved = false }: TaskView, { prices = false } = {}): Card {
  const { taskId, thread, request } = task.plan;
  const { stages: planned, notes, estimateUsd, turn: { priority, before } = { priority: 1, before: 0 } } = task.plan;
  // A task that was accepted this moment is not in the queue yet: it waits as it was planned.
  const accepted = task.outcome === undefined ? planned.map(asPlanned) : [];
  const stages = flow?.stages ?? accepted;
  const queuePosition = unserved ? undefined : stages.find((stage) => stage.status === 'queued')?.position;
  const preview = stages.findLast((stage) => stage.progress?.preview !== undefined)?.progress?.preview;
  return {
    taskId,
    thread,
    personId: task.person.id,
    personName: task.person.name,
    ...(task.person.locale === undefined ? {} : { locale: task.person.locale }),
    kind: request.kind,
    prompt: request.prompt,
    notes: unserved ? [...notes, unservedText] : notes,
    status: task.outcome?.status ?? (flow?.status === 'open' || flow === undefined ? 'working' : 'delivering'),
    stages: stages.map(({ key, agent, provider, status, progress }) => ({
      key,
      after: planned.find((stage) => stage.key === key)?.after ?? [],
      label: stageLabel(agent, key),
      provider,
      status,
      ...(progress === undefined ? {} : { phase: progress.phase }),
      ...(progress?.percent === undefined ? {} : { percent: progress.percent }),
    })),
    ...(queuePosition === undefined ? {} : { queuePosition }),
    ...(queuePosition === undefined || priority === 1 ? {} : { underWay: before }),
    ...(remainingMs === undefined ? {} : { etaS: Math.ceil(remainingMs / 1000) }),
    ...(prices && estimateUsd !== undefined ? { estimateUsd } : {}),
    ...(preview === undefined ? {} : { preview }),
  };
}
