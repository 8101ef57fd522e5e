import type { ShownMessage, Store } from './store.ts';
import { byId } from './dom.ts';
import { standing } from './words.ts';

/** Says something to people who listen instead of look, when they have a moment. */
export function announce(words: string): void {
  const place = byId('announcer');
  const line = document.createElement('p');
  line.textContent = words;
  // A few lines stay, so that two announcements in a row are both read.
  place.append(line);
  while (place.childElementCount > 3) place.firstElementChild?.remove();
}

/** Shows a short note at the edge of the page for some seconds. */
export function toast(words: string): void {
  const note = document.createElement('p');
  note.textContent = words;
  byId('toasts').append(note);
  setTimeout(() => note.remove(), 6_000);
}

/** Announces what the studio says, and each new step of a task once; never each percent. */
export function announceChanges(store: Store): void {
  const said = new Map<string, string>();
  store.onChange((message) => {
    // A whole snapshot is no news.
    if (message === undefined || message.author !== 'mora') return;
    const words = newsOf(message);
    if (words === undefined || said.get(message.id) === words) return;
    said.set(message.id, words);
    announce(words);
  });
}

function newsOf(message: ShownMessage): string | undefined {
  const { content } = message;
  if (content.kind === 'entry') return `Mora: a video by ${content.facts[0]?.[1]} is in the gallery`;
  if (content.kind !== 'card') return `Mora: ${message.text}`;
  if (content.status !== 'working') return undefined;
  const step = content.stages.findIndex((stage) => stage.status === 'running');
  if (step < 0) return standing(content).words;
  return `Step ${step + 1} of ${content.stages.length}: ${content.stages[step]?.label}`;
}
