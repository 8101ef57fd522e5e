import { filesOf } from './attachments.ts';
import { el } from './dom.ts';

/** Lets people drop pictures anywhere on a pane, and shows where they would go. */
export function setUpDropZone(pane: HTMLElement, words: string, take: (files: File[]) => void): void {
  const zone = el('div', { class: 'drop-zone', 'aria-hidden': 'true', hidden: true }, el('p', {}, words));
  pane.append(zone);
  /** Enter and leave come for each element inside; only when all are left the pane is. */
  let inside = 0;
  const bringsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

  pane.addEventListener('dragenter', (event) => {
    if (!bringsFiles(event)) return;
    inside += 1;
    zone.hidden = false;
  });
  pane.addEventListener('dragleave', (event) => {
    if (!bringsFiles(event)) return;
    inside = Math.max(0, inside - 1);
    zone.hidden = inside === 0;
  });
  pane.addEventListener('dragover', (event) => {
    if (bringsFiles(event)) event.preventDefault();
  });
  pane.addEventListener('drop', (event) => {
    inside = 0;
    zone.hidden = true;
    if (!bringsFiles(event)) return;
    event.preventDefault();
    take(filesOf(event.dataTransfer));
  });
}
