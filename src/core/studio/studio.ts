import { createHash, randomInt } from 'node:crypto';
import type { Agent } from '../agents.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { ClipRow } from '../database/clip-rows.ts';
import type { Database } from '../database/open-database.ts';
import type { OpenCounts, TaskRow } from '../database/task-rows.ts';
import { MoraError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { DeliveredTo, Outcome } from '../outcome.ts';
import type { Crew } from '../pipeline/crew.ts';
import { planPipeline } from '../pipeline/plan-pipeline.ts';
import { stageIdOf, type TaskPlan } from '../pipeline/plan.ts';
import { moraPipelines, type Pipelines } from '../pipeline/pipelines.ts';
import type { DeliveryJob, FlowState, TaskQueue } from '../queue/task-queue.ts';
import { videosOf, workS } from '../request-shape.ts';
import type { TaskId } from '../task-id.ts';
import type { TaskRequest } from '../task.ts';
import type { PersonRef, ThreadRef } from '../thread.ts';
import type { VideoInput } from '../video-input.ts';
import { outcomeOf } from './conclude.ts';
import { castingOf, crewOf, type Preferences } from './crew.ts';
import { offersOf, type ModelOffer } from './models.ts';
import { completeDraft, type TaskDraft } from './draft.ts';
import { openExperience, remainingMs } from './estimate.ts';
import { checkBounds, plainFairness, priorityOf, type Fairness } from './fairness.ts';
import { forgetSpace } from './forget-space.ts';
import { createGallery, type Gallery } from './gallery.ts';
import type { ImageIntake } from './image-intake.ts';
import type { VideoSource } from './incoming.ts';
import { isOwner } from './ownership.ts';
import { openPicks, type Picks } from './picks.ts';
import { removeClip } from './remove-clip.ts';
import { checkRoom } from './room.ts';
import { openSettingsBook, type SettingsBook } from './space-settings.ts';
import { unservedStage } from './served.ts';
import { createInputTaker } from './take-inputs.ts';
import type { VideoIntake } from './video-intake.ts';

/** A request on its way in. */
export interface Submission {
  /** The message or interaction that asks, unique on its platform: however often it comes, it makes one task. */
  readonly sourceId: string;
  readonly person: PersonRef;
  /** Where the task will live. Its platform is the task's. */
  readonly thread: ThreadRef;
  readonly draft: TaskDraft;
}

/** What became of a submission. */
export interface Accepted {
  readonly taskId: TaskId;
  readonly request: TaskRequest;
  /** True when the same source had made this task before. */
  readonly duplicate: boolean;
}

/** A task as it stands now. */
export interface TaskView {
  readonly task: TaskRow;
  /** Absent once the queue has forgotten the task. */
  readonly flow?: FlowState;
  /** Milliseconds until the video is made, learnt from past runs; absent while nobody knows. */
  readonly remainingMs?: number;
  /** Whether its next stage waits for a worker while none that could take it is there. */
  readonly unserved?: boolean;
}

/** What the studio is built from. */
export interface StudioParts {
  readonly database: Database;
  readonly queue: TaskQueue;
  readonly artifacts: ArtifactStore;
  readonly takeImage: ImageIntake;
  readonly takeVideo: VideoIntake;
  readonly logger: Logger;
  /** How the operator arranged the studio. */
  readonly arrangement?: Arrangement;
}

/** What an operator can arrange: the pipelines by name, and who is preferred for which agent. */
export interface Arrangement {
  readonly pipelines: Pipelines;
  readonly preferences: Preferences;
  /** Whether videos are made from words in one step where whoever plays can. */
  readonly oneStep?: boolean;
  /** Who plays an agent where none of those preferred is there. */
  readonly standIns?: { readonly [A in Agent]?: string };
  /** Who is preferred for making whole videos anew. */
  readonly editors?: readonly string[];
  /** How time is shared among people. */
  readonly fairness?: Fairness;
}

/** Mora's own pipelines, played by whoever is there. */
export const plainArrangement: Arrangement = { pipelines: moraPipelines, preferences: {} };

/** The core as chats see it. */
export interface Studio {
  /** Checks a request, copies its pictures and videos in, records it and queues it. Throws `MoraError` when it is not accepted. */
  submit(submission: Submission, signal: AbortSignal): Promise<Accepted>;
  /** Ends a task for its owner or a moderator. Throws `not-allowed`, `not-found`. False where it had ended already. */
  cancel(taskId: string, person: PersonRef): Promise<boolean>;
  /**
   * Ends all open tasks of a space, as when it leaves; `by` is who is named for it. Returns how many. What ends by itself
   * meanwhile stays as it ended.
   */
  cancelSpace(space: Pick<ThreadRef, 'platform' | 'space'>, by: string): Promise<number>;
  /** Removes all that is kept of a space, for good. Returns how many tasks and videos it had. */
  forgetSpace(
    space: Pick<ThreadRef, 'platform' | 'space'>,
  ): Promise<{ readonly tasks: number; readonly clips: number }>;
  /** The task, or undefined. Whether somebody may see it is the caller's to check: by its thread. */
  find(taskId: string): Promise<TaskRow | undefined>;
  view(taskId: string): Promise<TaskView | undefined>;
  /** A finished video with its lineage, or undefined. Whether somebody may see it is the caller's to check. */
  clip(clipId: string): Promise<ClipRow | undefined>;
  /** Who would play each agent now. */
  crew(): Promise<Crew>;
  /** The models that there are to choose from now, by name. */
  models(): Promise<readonly ModelOffer[]>;
  /** A person's newest tasks in a space, or in all of them where none is named. */
  recent(person: PersonRef, space: string | undefined, limit: number): Promise<readonly TaskRow[]>;
  /** How many tasks are not done yet, of everybody everywhere. */
  countOpen(): Promise<number>;
  /** Makes a video one that can be kept by reference, under an id. Throws `bad-media`, `not-found`. */
  keepVideo(source: VideoSource, id: string, thread: ThreadRef, signal: AbortSignal): Promise<VideoInput>;
  /** Forgets a finished video for its owner or a moderator: its files, its place in the gallery. Throws `not-allowed`, `not-found`, `bad-input`. */
  remove(taskId: string, person: PersonRef): Promise<void>;
  /** Records how a flow ended. The first outcome of a task stands; call it before delivering, as often as need be. */
  conclude(job: Pick<DeliveryJob, 'plan' | 'end'>): Promise<Outcome>;
  /** Records that the outcome surely arrived, and where. */
  markDelivered(taskId: string, deliveredTo: DeliveredTo): Promise<void>;
  readonly gallery: Gallery;
  readonly settings: SettingsBook;
  readonly picks: Picks;
}

export function createStudio(parts: StudioParts): Studio {
  const { database, queue, artifacts, takeImage, takeVideo, logger, arrangement = plainArrangement } = parts;
  const { tasks, clips } = database;
  const experience = openExperience(database.stageRuns);
  const settings = openSettingsBook(database.collection);
  const picks = openPicks(database.collection);
  const gallery = createGallery({ rows: database.gallery, tasks, clips, settings });
  const { takeInputs, takeOne } = createInputTaker({ clips, takeImage, takeVideo });

  async function submit({ sourceId, person, thread, draft }: Submission, signal: AbortSignal): Promise<Accepted> {
    const { platform } = thread;
    const before = await tasks.findBySource(platform, sourceId);
    if (before !== undefined) return accepted(before, true);

    const { fairness = plainFairness } = arrangement;
    await checkRoom(artifacts);
    // Once more below, where nobody comes between; here it saves the copying.
    checkBounds(await tasks.counts(person, thread, fairness), fairness);
    const taskId = taskIdOf(platform, sourceId);
    const request = completeDraft(draft, await takeInputs(draft, taskId, thread, signal), () => randomInt(2 ** 32));
    let plan = planPipeline({ taskId, thread, request }, await crew(request), arrangement.pipelines);
    const admit = (counts: OpenCounts): TaskPlan => {
      checkBounds(counts, fairness);
      plan = { ...plan, turn: { priority: priorityOf(counts.person, person, fairness), before: counts.person } };
      return plan;
    };
    // Row first, then the flow: what a crash leaves in between, the reconciler adds.
    const isFirst = await tasks.insert(plan, sourceId, person, { countTo: fairness, admit });
    if (!isFirst) {
      const winner = await tasks.findBySource(platform, sourceId);
      if (winner !== undefined) return accepted(winner, true);
    }
    try {
      await queue.add(plan, plan.turn?.priority ?? 1, isFirst ? 'never-added' : undefined);
    } catch (error) {
      // It is recorded, so it is accepted: the reconciler adds what the queue did not take.
      logger.warn({ err: error, taskId }, 'task-queued-later');
    }
    logger.info({ taskId, kind: request.kind, platform }, 'task-accepted');
    return { taskId, request, duplicate: false };
  }

  async function crew(request?: TaskRequest): Promise<Crew> {
    return crewOf(await queue.workers(), castingOf(arrangement, request));
  }

  async function cancel(taskId: string, person: PersonRef): Promise<boolean> {
    const task = await tasks.find(taskId);
    if (task === undefined) throw new MoraError('not-found', 'There is no such task any more.');
    if (!isOwner(task, person) && !person.moderator) {
      throw new MoraError('not-allowed', `Only ${task.person.name} or a moderator can cancel this.`);
    }
    if (task.outcome !== undefined) return false;
    return endEarly(task.plan, person.name);
  }

  /** Cancels a task; one that is recorded and not in the queue goes in first, since else it would be added later and made. */
  async function endEarly(plan: TaskPlan, by: string): Promise<boolean> {
    const { taskId, thread, turn } = plan;
    const outcome = { status: 'cancelled', by } as const;
    if (await queue.settle(taskId, thread.platform, outcome)) return true;
    await queue.add(plan, turn?.priority ?? 1);
    return queue.settle(taskId, thread.platform, outcome);
  }

  async function cancelSpace({ platform, space }: Pick<ThreadRef, 'platform' | 'space'>, by: string): Promise<number> {
    let ended = 0;
    for (const { plan } of await tasks.openIn(platform, space)) {
      if (await endEarly(plan, by)) ended += 1;
    }
    return ended;
  }

  async function view(taskId: string): Promise<TaskView | undefined> {
    const task = await tasks.find(taskId);
    if (task === undefined) return undefined;
    const flow = await queue.inspect(taskId, task.person.platform);
    if (flow === undefined) return { task };
    // Asked only where something waits: cards are read often.
    const waits = flow.stages.some(({ status }) => status === 'queued');
    const workers = waits ? await queue.workers() : [];
    if (waits && unservedStage(flow, workers) !== undefined) return { task, flow, unserved: true };
    const { foretell } = experience;
    const remaining = flow.status === 'open' ? await remainingMs(flow, foretell, Date.now(), workers) : undefined;
    return { task, flow, ...(remaining === undefined ? {} : { remainingMs: remaining }) };
  }

  async function conclude(job: Pick<DeliveryJob, 'plan' | 'end'>): Promise<Outcome> {
    const { plan } = job;
    const { taskId } = plan;
    const ended = outcomeOf(job);
    const outcome = await tasks.end(taskId, ended);
    // Its space was forgotten while it was made: nothing of it is kept.
    if (outcome === undefined) return ended;
    if (outcome.status === 'done') {
      const parents = videosOf(plan.request).flatMap(({ clip }) => clip ?? []);
      await clips.insert({ id: taskId, thread: plan.thread, request: plan.request, parents, clip: outcome.clip });
      const runs = outcome.clip.stages.flatMap(({ key, agent, provider, ms }) => {
        const stage = plan.stages.find((planned) => planned.key === key);
        if (stage === undefined) return [];
        return [{ stageId: stageIdOf(taskId, key), agent, provider, ms, durationS: workS(plan.request, stage) }];
      });
      await experience.learn(runs);
    }
    logger.info({ taskId, status: outcome.status }, 'task-ended');
    return outcome;
  }

  return {
    submit,
    cancel,
    cancelSpace,
    forgetSpace: (space) =>
      forgetSpace(space, {
        eraser: database.eraser,
        artifacts,
        cancelAll: () => cancelSpace(space, 'the operator'),
        clearPicks: () => picks.clear(space),
      }),
    view,
    conclude,
    crew: () => crew(),
    models: async () => offersOf(await queue.workers()),
    clip: (clipId) => clips.find(clipId),
    find: (taskId) => tasks.find(taskId),
    recent: (person, space, limit) => tasks.recent(person, limit, space),
    countOpen: () => tasks.countAllOpen(),
    keepVideo: takeOne,
    remove: (taskId, person) => removeClip(taskId, person, { tasks, clips, artifacts, gallery, logger }),
    markDelivered: (taskId, deliveredTo) => tasks.markDelivered(taskId, deliveredTo),
    gallery,
    settings,
    picks,
  };
}

/** The same source always gives the same task, in every process. */
export function taskIdOf(platform: string, sourceId: string): TaskId {
  const digest = createHash('sha256').update(`${platform}\n${sourceId}`).digest('hex');
  return `task-${digest.slice(0, 24)}`;
}

function accepted(task: TaskRow, duplicate: boolean): Accepted {
  return { taskId: task.plan.taskId, request: task.plan.request, duplicate };
}
