import { z } from 'zod';
import type { OpenCollection } from '../database/records.ts';
import { taskIdSchema } from '../task-id.ts';
import type { PersonRef, ThreadRef } from '../thread.ts';
import { videoInputSchema } from '../video-input.ts';

const pickSchema = z.object({
  /** What picked it: the same message or interaction, seen again, is no second pick. */
  sourceId: z.string(),
  atMs: z.number(),
  video: z.union([z.object({ clip: taskIdSchema }), z.object({ kept: videoInputSchema })]),
});

/** The first of two videos that somebody wants to connect. */
export type Pick = Readonly<z.infer<typeof pickSchema>>;

/** First picks, one a person and space. They are kept, so that a restart between two clicks loses nothing. */
export interface Picks {
  put(person: PersonRef, space: ThreadRef['space'], pick: Pick): Promise<void>;
  /** The pick that is waiting, unless it is an hour old. */
  get(person: PersonRef, space: ThreadRef['space']): Promise<Pick | undefined>;
  drop(person: PersonRef, space: ThreadRef['space']): Promise<void>;
  /** Drops all picks of a space. Returns the artifacts that were kept for them alone. */
  clear(space: { readonly platform: string; readonly space: string }): Promise<readonly string[]>;
}

/** More than anybody has picked and left. */
const mostPicks = 100_000;

/** Who picks something and comes back the next day means something else. */
const freshMs = 60 * 60 * 1000;

export function openPicks(collection: OpenCollection, nowMs: () => number = Date.now): Picks {
  const kept = collection('connect-picks', pickSchema);
  const keyOf = ({ platform, id }: PersonRef, space: string): string => `${platform}/${space}/${id}`;
  return {
    put: (person, space, pick) => kept.put(keyOf(person, space), pick),
    async get(person, space) {
      const pick = (await kept.get(keyOf(person, space)))?.value;
      return pick !== undefined && nowMs() - pick.atMs < freshMs ? pick : undefined;
    },
    drop: (person, space) => kept.delete(keyOf(person, space)),
    async clear({ platform, space }) {
      const all = await kept.list({ limit: mostPicks });
      const here = all.filter(({ key }) => key.startsWith(`${platform}/${space}/`));
      for (const { key } of here) await kept.delete(key);
      return here.flatMap(({ value: { video } }) =>
        'kept' in video && video.kept.clip === undefined ? [video.kept.artifact] : [],
      );
    },
  };
}
