import { agents } from '../../src/core/agents.ts';
import type { TaskRow } from '../../src/core/database/task-rows.ts';
import { MoraError } from '../../src/core/errors.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { planPipeline } from '../../src/core/pipeline/plan-pipeline.ts';
import type { StageState } from '../../src/core/queue/task-queue.ts';
import { completeDraft } from '../../src/core/studio/draft.ts';
import type { ImageIntake } from '../../src/core/studio/image-intake.ts';
import { taskIdOf, type Studio, type Submission, type TaskView } from '../../src/core/studio/studio.ts';

/** A studio in memory: it takes and remembers tasks by the real rules, and makes nothing until it is told to. */
export interface MemoryStudio extends Studio {
  /** All tasks, oldest first. */
  tasks(): readonly TaskRow[];
  /** What was submitted, with repetitions. */
  readonly submissions: readonly Submission[];
  /** Sets where the stages of a task stand. */
  setStages(taskId: string, stages: readonly StageState[]): void;
  end(taskId: string, outcome: Outcome): void;
}

export function createMemoryStudio(takeImage: ImageIntake): MemoryStudio {
  const rows = new Map<string, TaskRow>();
  const stages = new Map<string, readonly StageState[]>();
  const submissions: Submission[] = [];
  const crew = Object.fromEntries(agents.map((agent) => [agent, 'sketch']));

  function end(taskId: string, outcome: Outcome): void {
    const row = rows.get(taskId);
    if (row !== undefined && row.outcome === undefined) rows.set(taskId, { ...row, outcome });
  }

  function demand(taskId: string): TaskRow {
    const row = rows.get(taskId);
    if (row === undefined) throw new MoraError('not-found', 'There is no such task any more.');
    return row;
  }

  return {
    submissions,
    tasks: () => [...rows.values()],
    setStages: (taskId, next) => void stages.set(taskId, next),
    end,
    async submit(submission, signal) {
      submissions.push(submission);
      const { sourceId, person, thread, draft } = submission;
      const taskId = taskIdOf(thread.platform, sourceId);
      const before = rows.get(taskId);
      if (before !== undefined) return { taskId, request: before.plan.request, duplicate: true };
      const image = draft.kind === 'i2v' ? await takeImage(draft.image, `${taskId}-input`, signal) : undefined;
      const request = completeDraft(draft, image, () => 7);
      const plan = planPipeline({ taskId, thread, request }, crew);
      rows.set(taskId, { plan, sourceId, person, createdAt: new Date(0) });
      const waiting = plan.stages.map(({ key, agent, provider }) => ({
        key,
        agent,
        provider,
        status: 'waiting' as const,
      }));
      stages.set(taskId, waiting);
      return { taskId, request, duplicate: false };
    },
    cancel(taskId, person) {
      if (demand(taskId).outcome !== undefined) return Promise.resolve(false);
      end(taskId, { status: 'cancelled', by: person.name });
      return Promise.resolve(true);
    },
    find: (taskId) => Promise.resolve(rows.get(taskId)),
    view(taskId): Promise<TaskView | undefined> {
      const task = rows.get(taskId);
      if (task === undefined) return Promise.resolve(undefined);
      return Promise.resolve({
        task,
        flow: {
          plan: task.plan,
          stages: stages.get(taskId) ?? [],
          status: task.outcome === undefined ? 'open' : 'delivered',
        },
      });
    },
    recent: (person, limit) =>
      Promise.resolve(
        [...rows.values()]
          .filter((row) => row.person.id === person.id)
          .toReversed()
          .slice(0, limit),
      ),
    conclude: (job) => Promise.resolve(demand(job.plan.taskId).outcome ?? { status: 'cancelled', by: 'nobody' }),
    markDelivered: () => Promise.resolve(),
  };
}
