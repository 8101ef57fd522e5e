import type { CardContent } from '../wire.ts';
import { el, setText } from './dom.ts';
import { icon } from './icons.ts';
import { columnsOf } from './plan-columns.ts';

type Stage = CardContent['stages'][number] & {
  /** How long it took, where it is done and that is known. */
  readonly took?: string;
};

/** A task's plan as it is carried out: its stages in the order of work, side by side where they run so. */
export interface PlanView {
  readonly element: HTMLElement;
  update(stages: readonly Stage[]): void;
}

export function createPlanView(): PlanView {
  const element = el('ol', { class: 'plan', 'aria-label': 'The plan, step by step' });
  let shape = '';
  let nodes: HTMLElement[] = [];

  return {
    element,
    update(stages) {
      const columns = columnsOf(stages);
      const next = columns.map((column) => column.length).join(' ');
      // A plan keeps its shape; only its states change, in place.
      if (next !== shape) {
        shape = next;
        nodes = stages.map(() => stageNode());
        element.replaceChildren(...columns.map((column) => columnItem(column.map((index) => nodes[index]))));
      }
      for (const [index, stage] of stages.entries()) {
        const node = nodes[index];
        if (node !== undefined) showStage(node, stage);
      }
    },
  };
}

function columnItem(nodes: readonly (HTMLElement | undefined)[]): HTMLElement {
  const shown = nodes.filter((node) => node !== undefined);
  if (shown.length === 1) return el('li', { class: 'plan-step' }, ...shown);
  const items = shown.map((node) => el('li', {}, node));
  return el('li', { class: 'plan-step' }, el('ul', { class: 'plan-branches', 'aria-label': 'Side by side' }, ...items));
}

const stateWords = {
  waiting: 'waiting',
  queued: 'in the queue',
  running: 'now',
  done: 'done',
  failed: 'failed',
} as const;

function stageNode(): HTMLElement {
  return el(
    'div',
    { class: 'stage' },
    el('span', { class: 'stage-mark', 'aria-hidden': 'true' }),
    el('span', { class: 'stage-label' }),
    el('span', { class: 'stage-by' }),
    el('span', { class: 'stage-state' }),
    el('progress', { max: 100 }),
  );
}

function showStage(node: HTMLElement, { status, label, provider, phase, percent, took }: Stage): void {
  const [mark, name, by, state, bar] = [...node.children];
  if (!(mark instanceof HTMLElement && name instanceof HTMLElement && by instanceof HTMLElement)) return;
  if (!(state instanceof HTMLElement && bar instanceof HTMLProgressElement)) return;
  if (node.dataset['status'] !== status) {
    node.dataset['status'] = status;
    mark.replaceChildren(...(status === 'done' ? [icon('check')] : status === 'failed' ? [icon('cross')] : []));
  }
  setText(name, label);
  setText(by, provider);
  const running = status === 'running';
  const measured = running ? percent : undefined;
  const words = running ? (phase ?? 'starting') : (took ?? stateWords[status]);
  setText(state, measured === undefined ? words : `${words} ${Math.round(measured)} %`);
  // It keeps its room while it is not shown, so that nothing jumps.
  bar.style.visibility = running ? 'visible' : 'hidden';
  bar.setAttribute('aria-label', label);
  // Without a value the bar says that nobody knows, which is then the truth.
  if (measured === undefined) bar.removeAttribute('value');
  else bar.value = measured;
}
