import type { SQL } from 'drizzle-orm';
import { and, asc, count, desc, eq, isNull, or, sql } from './drizzle.ts';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { deliveredToSchema, outcomeSchema, type DeliveredTo, type Outcome } from '../outcome.ts';
import { taskPlanSchema, type TaskPlan } from '../pipeline/plan.ts';
import type { PersonRef, ThreadRef } from '../thread.ts';
import { tasks } from './schema.ts';

/** A task as it is remembered. */
export interface TaskRow {
  readonly plan: TaskPlan;
  readonly sourceId: string;
  readonly person: {
    readonly platform: string;
    readonly id: string;
    readonly name: string;
    readonly locale?: string;
  };
  readonly createdAt: Date;
  readonly outcome?: Outcome;
  /** When the outcome was surely in the place that `deliveredTo` names. */
  readonly deliveredAt?: Date;
  readonly deliveredTo?: DeliveredTo;
}

/** How many tasks have no outcome yet, and how many a person has asked for. */
export interface OpenCounts {
  readonly person: number;
  readonly space: number;
  readonly all: number;
  /** Of the person within the last 24 hours, with or without an outcome. */
  readonly personDay: number;
}

/** How far each is counted: what lies beyond a bound changes nothing. Where the bound is 0, there is none to count to. */
export type CountTo = Readonly<Record<keyof OpenCounts, number>>;

/** What a person has under way also says who goes first, whatever the bound. */
const ofPersonAtMost = 100_000;

/** Whether one more task may begin, decided while nobody else asks for the same person. */
export interface Admission {
  readonly countTo: CountTo;
  /** Throws to refuse the task, or returns the plan that is recorded. */
  admit(counts: OpenCounts): TaskPlan;
}

/** The table of tasks. */
export interface TaskRows {
  /** Records a task before it is queued. False where this source already made one: nothing is changed then. */
  insert(plan: TaskPlan, sourceId: string, person: PersonRef, admission?: Admission): Promise<boolean>;
  find(taskId: string): Promise<TaskRow | undefined>;
  findBySource(platform: string, sourceId: string): Promise<TaskRow | undefined>;
  /** Records the outcome; the first one stays. Returns the one that stands; undefined for a task that was forgotten. */
  end(taskId: string, outcome: Outcome): Promise<Outcome | undefined>;
  markDelivered(taskId: string, deliveredTo: DeliveredTo): Promise<void>;
  /** Tasks whose outcome is not surely in their thread, oldest first, without those that this program cannot read. */
  undelivered(platform: string, onUnreadable: (taskId: string, error: unknown) => void): Promise<readonly TaskRow[]>;
  /** What is under way, of a person in a space and of all. */
  counts(
    person: { readonly id: string },
    place: Pick<ThreadRef, 'platform' | 'space'>,
    countTo: CountTo,
  ): Promise<OpenCounts>;
  /** Newest first; of one space where that is given. */
  recent(
    person: { readonly platform: string; readonly id: string },
    limit: number,
    space?: string,
  ): Promise<readonly TaskRow[]>;
  /** Tasks of a space that have no outcome yet, the oldest first. */
  openIn(platform: string, space: string): Promise<readonly TaskRow[]>;
  /** How many tasks have no outcome yet, of everybody. */
  countAllOpen(): Promise<number>;
}

export function taskRows(database: NodePgDatabase): TaskRows {
  const ofPerson = (person: { readonly platform: string; readonly id: string }) =>
    and(eq(tasks.platform, person.platform), eq(tasks.personId, person.id));

  const ofSpace = (space: string) => eq(sql`${tasks.thread} ->> 'space'`, space);

  async function find(taskId: string): Promise<TaskRow | undefined> {
    const [row] = await database.select().from(tasks).where(eq(tasks.id, taskId));
    return row && toTaskRow(row);
  }

  async function countsOf(
    within: Pick<NodePgDatabase, 'select'>,
    person: { readonly id: string },
    { platform, space }: Pick<ThreadRef, 'platform' | 'space'>,
    countTo: CountTo,
  ): Promise<OpenCounts> {
    const ofOne = and(eq(tasks.platform, platform), eq(tasks.personId, person.id));
    const lately = sql`${tasks.createdAt} > now() - interval '1 day'`;
    const open = isNull(tasks.outcome);
    const counted = (condition: SQL | undefined, atMost: number): SQL<number> => {
      const found = within
        .select({ one: sql`1` })
        .from(tasks)
        .where(condition)
        .limit(atMost);
      return sql<number>`(SELECT count(*)::int FROM (${found}) AS found)`;
    };
    const [counts] = await within
      .select({
        person: counted(and(ofOne, open), ofPersonAtMost),
        space: counted(and(eq(tasks.platform, platform), ofSpace(space), open), countTo.space),
        all: counted(open, countTo.all),
        personDay: counted(and(ofOne, lately), countTo.personDay),
      })
      .from(sql`(SELECT 1) AS one`);
    return counts ?? { person: 0, space: 0, all: 0, personDay: 0 };
  }

  return {
    find,
    counts: (person, place, countTo) => countsOf(database, person, place, countTo),

    async insert(plan, sourceId, person, admission) {
      const { taskId, thread } = plan;
      const { platform } = thread;
      return database.transaction(async (within) => {
        if (admission !== undefined) {
          // Of many requests of one person at once, each is to see those before it.
          await within.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`${platform} ${person.id}`}))`);
          const isSame = or(eq(tasks.id, taskId), and(eq(tasks.platform, platform), eq(tasks.sourceId, sourceId)));
          const [known] = await within.select({ id: tasks.id }).from(tasks).where(isSame);
          if (known !== undefined) return false;
        }
        const recorded = admission?.admit(await countsOf(within, person, thread, admission.countTo)) ?? plan;
        const inserted = await within
          .insert(tasks)
          .values({
            id: taskId,
            platform,
            sourceId,
            personId: person.id,
            personName: person.name,
            personLocale: person.locale ?? null,
            thread,
            plan: recorded,
          })
          .onConflictDoNothing()
          .returning({ id: tasks.id });
        return inserted.length === 1;
      });
    },

    async findBySource(platform, sourceId) {
      const [row] = await database
        .select()
        .from(tasks)
        .where(and(eq(tasks.platform, platform), eq(tasks.sourceId, sourceId)));
      return row && toTaskRow(row);
    },

    async end(taskId, outcome) {
      await database
        .update(tasks)
        .set({ outcome, endedAt: sql`now()` })
        .where(and(eq(tasks.id, taskId), isNull(tasks.outcome)));
      return (await find(taskId))?.outcome;
    },

    async markDelivered(taskId, deliveredTo) {
      await database
        .update(tasks)
        .set({ deliveredAt: sql`now()`, deliveredTo })
        .where(and(eq(tasks.id, taskId), isNull(tasks.deliveredAt)));
    },

    async undelivered(platform, onUnreadable) {
      const rows = await database
        .select()
        .from(tasks)
        .where(and(isNull(tasks.deliveredAt), eq(tasks.platform, platform)))
        .orderBy(asc(tasks.createdAt));
      return rows.flatMap((row) => {
        try {
          return [toTaskRow(row)];
        } catch (error) {
          onUnreadable(row.id, error);
          return [];
        }
      });
    },

    async countAllOpen() {
      const [row] = await database.select({ open: count() }).from(tasks).where(isNull(tasks.outcome));
      return row?.open ?? 0;
    },

    async openIn(platform, space) {
      const rows = await database
        .select()
        .from(tasks)
        .where(and(eq(tasks.platform, platform), ofSpace(space), isNull(tasks.outcome)))
        .orderBy(asc(tasks.createdAt));
      return rows.map(toTaskRow);
    },

    async recent(person, limit, space) {
      const inSpace = space === undefined ? undefined : ofSpace(space);
      const rows = await database
        .select()
        .from(tasks)
        .where(and(ofPerson(person), inSpace))
        .orderBy(desc(tasks.createdAt))
        .limit(limit);
      return rows.map(toTaskRow);
    },
  };
}

function toTaskRow(row: typeof tasks.$inferSelect): TaskRow {
  return {
    plan: taskPlanSchema.parse(row.plan),
    sourceId: row.sourceId,
    person: {
      platform: row.platform,
      id: row.personId,
      name: row.personName,
      ...(row.personLocale === null ? {} : { locale: row.personLocale }),
    },
    createdAt: row.createdAt,
    ...(row.outcome === null ? {} : { outcome: outcomeSchema.parse(row.outcome) }),
    ...(row.deliveredAt === null ? {} : { deliveredAt: row.deliveredAt }),
    ...(row.deliveredTo === null ? {} : { deliveredTo: deliveredToSchema.parse(row.deliveredTo) }),
  };
}
