import { describeInput, describePlayer } from './describe-stage.ts';
import type { PlannedStage, TaskPlan } from './plan.ts';

/**
 * A plan as a tree, a line each: the delivery on top, under each stage those that it waits for. That is how the queue
 * holds it, so the work goes from the leaves up.
 */
export function drawTree(plan: TaskPlan): string[] {
  const { stages } = plan;
  const root = stages.at(-1);
  const lines = ['delivery'];
  // A line for each stage, and no call within a call: a long video has many clips in a row.
  const open = root === undefined ? [] : [{ stage: root, indent: '', isLast: true }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { stage, indent, isLast } = next;
    lines.push(`${indent}${isLast ? '└─ ' : '├─ '}${lineOf(plan, stage)}`);
    const below = stages.filter(({ key }) => stage.after.includes(key));
    for (const [index, child] of below.entries().toArray().toReversed()) {
      open.push({ stage: child, indent: indent + (isLast ? '   ' : '│  '), isLast: index === below.length - 1 });
    }
  }
  return lines;
}

function lineOf(plan: TaskPlan, stage: PlannedStage): string {
  return `${stage.key}: ${describePlayer(stage)} (${describeInput(plan, stage)})`;
}
