import type { Clip } from '../core/outcome.ts';

/** Characters of all names together; the rest of a long row is left out. */
const mostLength = 200;

/** Who made a video, each once, by the names that people read; plain media work is not named. Empty where nobody is. */
export function makersOf({ stages }: Pick<Clip, 'stages'>): string {
  const labels = [...new Set(stages.filter(({ agent }) => agent !== 'finish').map(({ label }) => label))];
  let shown = '';
  for (const label of labels) {
    const next = shown === '' ? label : `${shown}, ${label}`;
    if (next.length > mostLength && shown !== '') return `${shown}, …`;
    shown = next;
  }
  return shown;
}
