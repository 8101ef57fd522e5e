import { describeInput, describePlayer } from './describe-stage.ts';
import type { TaskPlan } from './plan.ts';

/** A plan as a Mermaid flowchart, in the order of work: from the first stage to the delivery. */
export function drawMermaid(plan: TaskPlan): string[] {
  const { stages } = plan;
  // Numbers, for a stage's key may be a word of Mermaid's own, such as `end`.
  const ids = new Map(stages.map(({ key }, index) => [key, `s${index + 1}`]));
  const idOf = (key: string): string => ids.get(key) ?? '';
  return [
    'flowchart LR',
    ...stages.map((stage) => {
      const lines = [stage.key, describePlayer(stage), describeInput(plan, stage)];
      return `  ${idOf(stage.key)}["${lines.map(escapeLabel).join('<br/>')}"]`;
    }),
    '  delivery([delivery])',
    ...stages.flatMap(({ key, after }) => after.map((before) => `  ${idOf(before)} --> ${idOf(key)}`)),
    ...stages.slice(-1).map(({ key }) => `  ${idOf(key)} --> delivery`),
  ];
}

/** Text as Mermaid shows it as it is: everything that it, or the HTML that it makes, could read otherwise as a code. */
export function escapeLabel(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/["#&<>`\\;[\]{}|*_]/gu, (mark) => `#${mark.codePointAt(0)};`);
}
