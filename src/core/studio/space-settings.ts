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
});

/** What the moderators of a server or workspace have set. */
export type SpaceSettings = Readonly<z.infer<typeof spaceSettingsSchema>>;

/** A server or workspace. */
export type SpaceRef = Pick<ThreadRef, 'platform' | 'space'>;

/** The settings of all spaces. */
export interface SettingsBook {
  get(space: SpaceRef): Promise<SpaceSettings>;
  /** Replaces what is given; `undefined` takes a setting away. */
  change(
    space: SpaceRef,
    changes: { readonly [K in keyof SpaceSettings]?: SpaceSettings[K] | undefined },
  ): Promise<SpaceSettings>;
}

export function openSettingsBook(collection: OpenCollection): SettingsBook {
  const kept = collection('space-settings', spaceSettingsSchema);
  const keyOf = ({ platform, space }: SpaceRef): string => `${platform}/${space}`;

  async function get(space: SpaceRef): Promise<SpaceSettings> {
    return (await kept.get(keyOf(space)))?.value ?? spaceSettingsSchema.parse({});
  }

  return {
    get,
    async change(space, changes) {
      const changed = spaceSettingsSchema.parse({ ...(await get(space)), ...changes });
      await kept.put(keyOf(space), changed);
      return changed;
    },
  };
}
