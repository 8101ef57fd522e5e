import { invalidForm } from './refusal.ts';
import { toErrorBody, type RuleProblem } from './rules/rule-problem.ts';

/** @throws Refusal (50035) where there is any problem */
export function refuse(problems: readonly RuleProblem[]): void {
  if (problems.length > 0) throw invalidForm(toErrorBody(problems));
}
