import type { TaskRow } from '../../../core/database/task-rows.ts';
import { cardIn } from '../../shown-task.ts';
import { createRecentMap } from '../../../core/recent-map.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { renderHome } from '../forms/home.ts';
import type { SlackParts } from '../parts.ts';

/** Enough to find yesterday's, short enough to read. */
const shownOpen = 10;
const shownClips = 10;
const looked = 50;

/** Fills the Home tab of people: what is being made for them, their videos, how long the line is. */
export interface HomeFiller {
  (space: string, userId: string): Promise<void>;
  /** Whether somebody has looked at theirs lately: then it is worth filling anew. */
  isOpen(space: string, userId: string): boolean;
}

/** People whose Home tab is kept fresh; nobody else waits for theirs. */
const maxOpen = 5_000;

export function createHome({ apiOf, people, studio }: Pick<SlackParts, 'apiOf' | 'people' | 'studio'>): HomeFiller {
  const opened = createRecentMap<string, true>(maxOpen);
  const keyOf = (space: string, userId: string): string => `${space}.${userId}`;

  async function fill(space: string, userId: string): Promise<void> {
    opened.set(keyOf(space, userId), true);
    const person = await people.find(space, userId);
    const [tasks, queue] = await Promise.all([studio.recent(person, space, looked), studio.countOpen()]);
    const open = await Promise.all(
      tasks
        .filter(({ outcome }) => outcome === undefined)
        .slice(0, shownOpen)
        .map(async (task) => cardIn(studio, (await studio.view(task.plan.taskId)) ?? { task })),
    );
    const view = renderHome({ open, clips: await clipsOf(tasks), queue }, translatorFor(localeFrom(person.locale)));
    await (await apiOf(space)).publishHome(userId, view);
  }

  async function clipsOf(tasks: readonly TaskRow[]): Promise<readonly TaskRow[]> {
    const clips: TaskRow[] = [];
    for (const task of tasks) {
      if (clips.length === shownClips) break;
      // One that was deleted is none any more.
      if (task.outcome?.status === 'done' && (await studio.clip(task.plan.taskId)) !== undefined) clips.push(task);
    }
    return clips;
  }

  return Object.assign(fill, { isOpen: (space: string, userId: string) => opened.get(keyOf(space, userId)) === true });
}
