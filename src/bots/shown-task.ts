import type { TaskRow } from '../core/database/task-rows.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Studio, TaskView } from '../core/studio/studio.ts';
import { cardOf, type Card } from './card.ts';
import { costOf, deliveryOf, type Delivery } from './delivery.ts';

type Settings = Pick<Studio, 'settings'>;

/** The card of a task as its space wants it: with its price or without. */
export async function cardIn({ settings }: Settings, view: TaskView): Promise<Card> {
  const { estimateUsd, thread } = view.task.plan;
  // Most tasks cost nothing: then nothing has to be read for it.
  return cardOf(view, { prices: estimateUsd !== undefined && (await settings.get(thread)).showPrice });
}

/** The end of a task as its space wants it told. */
export async function deliveryIn(
  { settings }: Settings,
  { plan, person }: Pick<TaskRow, 'plan' | 'person'>,
  outcome: Outcome,
): Promise<Delivery> {
  const prices = costOf(outcome) > 0 && (await settings.get(plan.thread)).showPrice;
  return deliveryOf(plan, person, outcome, { prices });
}
