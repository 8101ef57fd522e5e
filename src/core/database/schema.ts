import {
  bigserial,
  doublePrecision,
  index,
  integer,
  isNull,
  jsonb,
  pgSchema,
  primaryKey,
  sql,
  text,
  timestamp,
  unique,
} from './drizzle.ts';

/** Our tables have a schema of their own, apart from the queue's. */
export const mora = pgSchema('mora');

const instant = { withTimezone: true, mode: 'date' } as const;

/** What was asked and how it ended. Where a task stands in between is read from its jobs. */
export const tasks = mora.table(
  'tasks',
  {
    id: text().primaryKey(),
    platform: text().notNull(),
    /** The message or interaction that asked; one makes one task, however often it is seen. */
    sourceId: text().notNull(),
    personId: text().notNull(),
    personName: text().notNull(),
    /** The language of the person, as the platform names it. */
    personLocale: text(),
    thread: jsonb().notNull(),
    plan: jsonb().notNull(),
    createdAt: timestamp(instant).notNull().defaultNow(),
    outcome: jsonb(),
    endedAt: timestamp(instant),
    deliveredAt: timestamp(instant),
    /** When what was made on the way was removed. */
    sweptAt: timestamp(instant),
    /** In which place the outcome arrived. */
    deliveredTo: jsonb(),
  },
  (table) => [
    unique('tasks_source').on(table.platform, table.sourceId),
    index('tasks_person').on(table.platform, table.personId, table.createdAt),
    index('tasks_ended').on(table.endedAt),
    index('tasks_undelivered').on(table.deliveredAt, table.createdAt),
    // What is under way is counted at each request; it is little beside what was.
    index('tasks_open_person').on(table.platform, table.personId).where(isNull(table.outcome)),
    index('tasks_open_space')
      .on(table.platform, sql`(${table.thread} ->> 'space')`)
      .where(isNull(table.outcome)),
  ],
);

/** Finished videos with what they were made from. They outlive their tasks. */
export const clips = mora.table('clips', {
  /** Its task's. */
  id: text().primaryKey(),
  thread: jsonb().notNull(),
  /** Ids of the clips that it was made from. */
  parents: jsonb().notNull(),
  request: jsonb().notNull(),
  clip: jsonb().notNull(),
  createdAt: timestamp(instant).notNull().defaultNow(),
  /** A clip that was removed stays so, whoever records it once more. */
  removedAt: timestamp(instant),
});

/** Clips that people show in the gallery of their server: one entry a clip, whoever shares it and how often. */
export const galleryEntries = mora.table(
  'gallery_entries',
  {
    clipId: text().primaryKey(),
    platform: text().notNull(),
    space: text().notNull(),
    creatorId: text().notNull(),
    creatorName: text().notNull(),
    /** Where it is shown. */
    channel: text().notNull(),
    /** How often it was shared: after a withdrawal it may be again. */
    round: integer().notNull().default(1),
    sharedAt: timestamp(instant).notNull().defaultNow(),
    withdrawnAt: timestamp(instant),
    /** Which state the platform surely shows: `shown`, `gone`, or neither yet. */
    published: text(),
  },
  (table) => [index('gallery_entries_space').on(table.platform, table.space, table.sharedAt)],
);

/** One vote a person and clip. */
export const galleryVotes = mora.table(
  'gallery_votes',
  {
    clipId: text().notNull(),
    personId: text().notNull(),
    votedAt: timestamp(instant).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.clipId, table.personId] })],
);

/** How long finished turns took: what an ETA is learnt from. */
export const stageRuns = mora.table(
  'stage_runs',
  {
    stageId: text().primaryKey(),
    agent: text().notNull(),
    provider: text().notNull(),
    /** Seconds of video that the task asked for. */
    durationS: doublePrecision().notNull(),
    ms: doublePrecision().notNull(),
    endedAt: timestamp(instant).notNull().defaultNow(),
  },
  (table) => [index('stage_runs_recent').on(table.agent, table.provider, table.endedAt)],
);

/** Small documents that a chat adapter keeps for itself, in the order in which they came. */
export const records = mora.table(
  'records',
  {
    collection: text().notNull(),
    key: text().notNull(),
    position: bigserial({ mode: 'number' }).notNull(),
    value: jsonb().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.collection, table.key] }),
    index('records_order').on(table.collection, table.position),
  ],
);
