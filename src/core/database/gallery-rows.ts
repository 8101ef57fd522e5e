import { and, desc, eq, isNull, isNotNull, or, ne, sql } from './drizzle.ts';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { galleryEntries, galleryVotes } from './schema.ts';

/** What the platform surely shows of an entry. */
export type Published = 'shown' | 'gone';

/** A clip in the gallery of a space. */
export interface GalleryRow {
  /** Of its clip, which is its task's. */
  readonly clipId: string;
  readonly platform: string;
  readonly space: string;
  readonly creator: { readonly id: string; readonly name: string };
  readonly channel: string;
  /** From 1; one more each time that it is shared again after a withdrawal. */
  readonly round: number;
  readonly withdrawn: boolean;
  readonly published?: Published;
  readonly votes: number;
}

/** What a new entry says of itself. */
export type NewGalleryRow = Pick<GalleryRow, 'clipId' | 'platform' | 'space' | 'creator' | 'channel'>;

/** The tables of the gallery. */
export interface GalleryRows {
  /** Adds an entry, or brings a withdrawn one back as its next round. False where it is there already. */
  share(row: NewGalleryRow): Promise<boolean>;
  /** False where there is nothing to withdraw. */
  withdraw(clipId: string): Promise<boolean>;
  find(clipId: string): Promise<GalleryRow | undefined>;
  /** Adds a person's vote, or takes it back where it was there. Returns whether it is there now. */
  toggleVote(clipId: string, personId: string): Promise<boolean>;
  /** Adds a person's vote or takes it away, whatever was there before. Returns whether that changed anything. */
  setVote(clipId: string, personId: string, given: boolean): Promise<boolean>;
  /** Those with the most votes first, the newer of two equals first. */
  top(platform: string, space: string, limit: number): Promise<readonly GalleryRow[]>;
  /** Records what the platform surely shows of a round. */
  markPublished(clipId: string, round: number, published: Published): Promise<void>;
  /** Entries whose message is not surely as it should be. */
  unpublished(platform: string): Promise<readonly GalleryRow[]>;
}

export function galleryRows(database: NodePgDatabase): GalleryRows {
  // Spelt out: in a select from one table drizzle leaves the tables' names off, and both have a clip_id.
  const votes = sql<number>`(
    select count(*)::int from mora.gallery_votes v where v.clip_id = gallery_entries.clip_id
  )`;
  const select = () => database.select({ entry: galleryEntries, votes }).from(galleryEntries);

  async function addVote(clipId: string, personId: string): Promise<boolean> {
    const inserted = await database
      .insert(galleryVotes)
      .values({ clipId, personId })
      .onConflictDoNothing()
      .returning({ clipId: galleryVotes.clipId });
    return inserted.length === 1;
  }

  async function removeVote(clipId: string, personId: string): Promise<boolean> {
    const removed = await database
      .delete(galleryVotes)
      .where(and(eq(galleryVotes.clipId, clipId), eq(galleryVotes.personId, personId)))
      .returning({ clipId: galleryVotes.clipId });
    return removed.length === 1;
  }

  return {
    async share({ clipId, platform, space, creator, channel }) {
      const inserted = await database
        .insert(galleryEntries)
        .values({ clipId, platform, space, creatorId: creator.id, creatorName: creator.name, channel })
        .onConflictDoUpdate({
          target: galleryEntries.clipId,
          set: {
            channel,
            round: sql`${galleryEntries.round} + 1`,
            sharedAt: sql`now()`,
            withdrawnAt: null,
            published: null,
          },
          setWhere: isNotNull(galleryEntries.withdrawnAt),
        })
        .returning({ clipId: galleryEntries.clipId });
      return inserted.length === 1;
    },

    async withdraw(clipId) {
      const withdrawn = await database
        .update(galleryEntries)
        .set({ withdrawnAt: sql`now()` })
        .where(and(eq(galleryEntries.clipId, clipId), isNull(galleryEntries.withdrawnAt)))
        .returning({ clipId: galleryEntries.clipId });
      return withdrawn.length === 1;
    },

    async find(clipId) {
      const [row] = await select().where(eq(galleryEntries.clipId, clipId));
      return row && toGalleryRow(row);
    },

    async toggleVote(clipId, personId) {
      if (await addVote(clipId, personId)) return true;
      await removeVote(clipId, personId);
      return false;
    },

    setVote: (clipId, personId, given) => (given ? addVote(clipId, personId) : removeVote(clipId, personId)),

    async top(platform, space, limit) {
      const rows = await select()
        .where(
          and(
            eq(galleryEntries.platform, platform),
            eq(galleryEntries.space, space),
            isNull(galleryEntries.withdrawnAt),
          ),
        )
        .orderBy(desc(votes), desc(galleryEntries.sharedAt))
        .limit(limit);
      return rows.map(toGalleryRow);
    },

    async markPublished(clipId, round, published) {
      await database
        .update(galleryEntries)
        .set({ published })
        .where(and(eq(galleryEntries.clipId, clipId), eq(galleryEntries.round, round)));
    },

    async unpublished(platform) {
      const rows = await select().where(
        and(
          eq(galleryEntries.platform, platform),
          or(
            and(isNull(galleryEntries.withdrawnAt), isNull(galleryEntries.published)),
            and(
              isNotNull(galleryEntries.withdrawnAt),
              or(isNull(galleryEntries.published), ne(galleryEntries.published, 'gone')),
            ),
          ),
        ),
      );
      return rows.map(toGalleryRow);
    },
  };
}

interface Selected {
  readonly entry: typeof galleryEntries.$inferSelect;
  readonly votes: number;
}

function toGalleryRow({ entry, votes }: Selected): GalleryRow {
  const { clipId, platform, space, creatorId, creatorName, channel, round, withdrawnAt, published } = entry;
  return {
    clipId,
    platform,
    space,
    creator: { id: creatorId, name: creatorName },
    channel,
    round,
    withdrawn: withdrawnAt !== null,
    ...(published === 'shown' || published === 'gone' ? { published } : {}),
    votes,
  };
}
