import type { ClipRows } from '../database/clip-rows.ts';
import type { GalleryRow, GalleryRows } from '../database/gallery-rows.ts';
import type { TaskRows } from '../database/task-rows.ts';
import { MoraError } from '../errors.ts';
import type { Clip } from '../outcome.ts';
import type { PersonRef, ThreadRef } from '../thread.ts';
import { isOwner } from './ownership.ts';
import type { SettingsBook } from './space-settings.ts';

/** Somebody's words that a video came from. */
export interface Credit {
  readonly creator: string;
  /** Empty where that one is not in the gallery itself. */
  readonly prompt: string;
}

/** An entry with all that is shown of it. */
export interface GalleryEntry extends GalleryRow {
  readonly clip: Clip;
  /** What its creator wrote. */
  readonly prompt: string;
  /** Whose videos it was made from, the nearest first. */
  readonly ancestors: readonly Credit[];
}

/** The gallery of each space: shown with consent, once, with credit, and taken down on request. */
export interface Gallery {
  /**
   * Shows a finished video of a person in the gallery of its space. False where it is there already. Throws `not-found`,
   * `not-allowed`, `bad-input`.
   */
  share(taskId: string, person: PersonRef): Promise<boolean>;
  /** Takes an entry out for its creator or a moderator. False where it was not in. Throws `not-found`, `not-allowed`. */
  withdraw(clipId: string, person: PersonRef): Promise<boolean>;
  /** Gives or takes back a star. Returns whether it is given now. Throws `not-found`, `not-allowed`. */
  vote(clipId: string, person: PersonRef): Promise<boolean>;
  /**
   * Gives a star, or takes it back, where that is not so already: for platforms that say how it is left, and may say it
   * twice. Throws `not-found`, `not-allowed`.
   */
  setVote(clipId: string, person: Pick<PersonRef, 'platform' | 'id'>, given: boolean): Promise<void>;
  /** An entry as it stands; undefined where there is none, or where its video is gone. */
  entry(clipId: string): Promise<GalleryEntry | undefined>;
  row(clipId: string): Promise<GalleryRow | undefined>;
  /** The entries of a space with the most stars. */
  top(space: Pick<ThreadRef, 'platform' | 'space'>, limit: number): Promise<readonly GalleryEntry[]>;
  markPublished: GalleryRows['markPublished'];
  unpublished: GalleryRows['unpublished'];
  /** Takes an entry out whoever its creator is: its video is deleted, or it can be shown no more. */
  retire(clipId: string): Promise<void>;
  /** Calls back with each clip whose entry or stars changed by this process, until the returned function is called. */
  watch(listener: (change: Pick<GalleryRow, 'clipId' | 'platform'>) => void): () => void;
}

/** Generations of credit: more would not be read. */
const maxAncestors = 3;

export interface GalleryParts {
  readonly rows: GalleryRows;
  readonly tasks: Pick<TaskRows, 'find'>;
  readonly clips: Pick<ClipRows, 'find'>;
  readonly settings: SettingsBook;
}

export function createGallery({ rows, tasks, clips, settings }: GalleryParts): Gallery {
  const listeners = new Set<Parameters<Gallery['watch']>[0]>();

  function tell({ clipId, platform }: Pick<GalleryRow, 'clipId' | 'platform'>): void {
    for (const listener of listeners) listener({ clipId, platform });
  }

  async function retire(row: GalleryRow): Promise<boolean> {
    const withdrawn = await rows.withdraw(row.clipId);
    tell(row);
    return withdrawn;
  }

  async function withAll(row: GalleryRow): Promise<GalleryEntry | undefined> {
    const found = await clips.find(row.clipId);
    if (found === undefined) return undefined;
    return { ...row, clip: found.clip, prompt: found.request.prompt, ancestors: await ancestorsOf(row) };
  }

  async function ancestorsOf({ clipId, platform, space }: GalleryRow): Promise<Credit[]> {
    const credits: Credit[] = [];
    const seen = new Set([clipId]);
    let generation = (await clips.find(clipId))?.parents ?? [];
    while (generation.length > 0 && credits.length < maxAncestors) {
      const parents: string[] = [];
      for (const id of generation) {
        if (seen.has(id)) continue;
        seen.add(id);
        const task = await tasks.find(id);
        if (task?.plan.thread.space !== space || task.plan.thread.platform !== platform) continue;
        const shown = await rows.find(id);
        // The words of somebody who did not share them stay where they were said.
        const prompt = shown === undefined || shown.withdrawn ? '' : task.plan.request.prompt;
        credits.push({ creator: task.person.name, prompt });
        parents.push(...((await clips.find(id))?.parents ?? []));
      }
      generation = parents;
    }
    return credits.slice(0, maxAncestors);
  }

  async function demandEntry(clipId: string): Promise<GalleryRow> {
    const row = await rows.find(clipId);
    if (row !== undefined && !row.withdrawn) return row;
    throw new MoraError('not-found', 'This is not in the gallery any more.');
  }

  async function demandVotable(clipId: string, person: Pick<PersonRef, 'platform' | 'id'>): Promise<GalleryRow> {
    const row = await demandEntry(clipId);
    if (!isCreator(row, person)) return row;
    throw new MoraError('not-allowed', 'You cannot give your own video a star.');
  }

  return {
    async share(taskId, person) {
      const task = await tasks.find(taskId);
      if (task === undefined || (await clips.find(taskId)) === undefined) {
        throw new MoraError('not-found', 'That video is no longer kept.');
      }
      if (!isOwner(task, person)) {
        throw new MoraError('not-allowed', `Only ${task.person.name} can share this video.`);
      }
      const { platform, space } = task.plan.thread;
      const { galleryChannel: channel } = await settings.get({ platform, space });
      if (channel === undefined) {
        throw new MoraError(
          'bad-input',
          'There is no gallery here yet. A moderator can name one with /mora gallery set.',
        );
      }
      const { id, name } = task.person;
      const shared = await rows.share({ clipId: taskId, platform, space, creator: { id, name }, channel });
      tell({ clipId: taskId, platform });
      return shared;
    },

    async withdraw(clipId, person) {
      const row = await demandEntry(clipId);
      if (!isCreator(row, person) && !person.moderator) {
        throw new MoraError('not-allowed', `Only ${row.creator.name} or a moderator can withdraw this.`);
      }
      return retire(row);
    },

    async vote(clipId, person) {
      const row = await demandVotable(clipId, person);
      const given = await rows.toggleVote(clipId, person.id);
      tell(row);
      return given;
    },

    async setVote(clipId, person, given) {
      const row = await demandVotable(clipId, person);
      if (await rows.setVote(clipId, person.id, given)) tell(row);
    },

    async entry(clipId) {
      const row = await rows.find(clipId);
      return row && withAll(row);
    },

    row: (clipId) => rows.find(clipId),

    async top({ platform, space }, limit) {
      const entries = await Promise.all((await rows.top(platform, space, limit)).map(withAll));
      return entries.filter((entry) => entry !== undefined);
    },

    markPublished: (clipId, round, published) => rows.markPublished(clipId, round, published),
    unpublished: (platform) => rows.unpublished(platform),

    async retire(clipId) {
      const row = await rows.find(clipId);
      if (row !== undefined && !row.withdrawn) await retire(row);
    },

    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isCreator({ platform, creator }: GalleryRow, person: Pick<PersonRef, 'platform' | 'id'>): boolean {
  return platform === person.platform && creator.id === person.id;
}
