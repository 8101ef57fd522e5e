import type { TaskRow } from '../../../core/database/task-rows.ts';
import { cardOf } from '../../card.ts';
import { localeFrom } from '../../locales/locales.ts';
import { translatorFor } from '../../locales/translate.ts';
import { renderHome } from '../forms/home.ts';
import type { SlackParts } from '../parts.ts';

/** Enough to find yesterday's, short enough to read. */
const shownOpen = 10;
const shownClips = 10;
const looked = 50;

/** Fills the Home tab of people: what is being made for them, their videos, how long the line is. */
export function createHome({ apiOf, people, studio }: Pick<SlackParts, 'apiOf' | 'people' | 'studio'>) {
  return async (space: string, userId: string): Promise<void> => {
    const person = await people.find(space, userId);
    const [tasks, queue] = await Promise.all([studio.recent(person, space, looked), studio.countOpen()]);
    const open = await Promise.all(
      tasks
        .filter(({ outcome }) => outcome === undefined)
        .slice(0, shownOpen)
        .map(async (task) => cardOf((await studio.view(task.plan.taskId)) ?? { task })),
    );
    const view = renderHome({ open, clips: await clipsOf(tasks), queue }, translatorFor(localeFrom(person.locale)));
    await (await apiOf(space)).publishHome(userId, view);
  };

  async function clipsOf(tasks: readonly TaskRow[]): Promise<readonly TaskRow[]> {
    const clips: TaskRow[] = [];
    for (const task of tasks) {
      if (clips.length === shownClips) break;
      // One that was deleted is none any more.
      if (task.outcome?.status === 'done' && (await studio.clip(task.plan.taskId)) !== undefined) clips.push(task);
    }
    return clips;
  }
}
