import { z } from 'zod';
import type { OpenCollection } from '../database/records.ts';
import type { ThreadRef } from '../thread.ts';

const spaceSettingsSchema = z.object({
  /** The channel in which shared videos are shown; absent until a moderator names one. */
  galleryChannel: z.string().optional(),
  /** Channels in which videos may be asked for; empty means all. */
  channels: z.array(z.string()).default([]),
  /** Roles whose members may ask for videos; empty means everybody. */
  roles: z.array(z.string()).default([]),
  /** The model that makes videos where a person names none; absent, the studio's crew does. */
  model: z.string().optional(),
  /** Models that may be chosen; empty means all. */
  models: z.array(z.string()).default([]),
  /** Whether people see what a video will cost and has cost. */
  showPrice: z.boolean().default(true),
});

/** What the moderators of a server or workspace have set. */
export type SpaceSettings = Readonly<z.infer<typeof spaceSettingsSchema>>;

/** A server or workspace. */
export type SpaceRef = Pick<ThreadRef, 'platform' | 'space'>;

/** The settings of all spaces. */
export interface SettingsBook {
  get(space: SpaceRef): Promise<SpaceSettings>;
  /** Whether anything was ever set in a space. */
  isSet(space: SpaceRef): Promise<boolean>;
  /** Changes what the function gives, from what there is; `undefined` takes a setting away. One change after the other. */
  change(space: SpaceRef, change: (current: SpaceSettings) => SettingsChange): Promise<SpaceSettings>;
}

/** New values of some settings. */
export type SettingsChange = { readonly [K in keyof SpaceSettings]?: SpaceSettings[K] | undefined };

export function openSettingsBook(collection: OpenCollection): SettingsBook {
  const kept = collection('space-settings', spaceSettingsSchema);
  const keyOf = ({ platform, space }: SpaceRef): string => `${platform}/${space}`;

  async function get(space: SpaceRef): Promise<SpaceSettings> {
    return (await kept.get(keyOf(space)))?.value ?? spaceSettingsSchema.parse({});
  }

  /** The last change under way: two moderators at once must not lose one. */
  let last: Promise<unknown> = Promise.resolve();

  return {
    get,
    isSet: async (space) => (await kept.get(keyOf(space))) !== undefined,
    change(space, change) {
      const changing = last.then(async () => {
        const current = await get(space);
        const changed = spaceSettingsSchema.parse({ ...current, ...change(current) });
        await kept.put(keyOf(space), changed);
        return changed;
      });
      last = changing.catch(() => undefined);
      return changing;
    },
  };
}
