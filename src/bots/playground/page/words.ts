import type { CardContent, ResultContent } from '../wire.ts';

const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

export function clockTime(atMs: number): string {
  return timeFormat.format(atMs);
}

/** "Today", "Yesterday" or the date. */
export function dayName(atMs: number, nowMs: number): string {
  const day = dayFormat.format(atMs);
  if (day === dayFormat.format(nowMs)) return 'Today';
  return day === dayFormat.format(nowMs - 86_400_000) ? 'Yesterday' : day;
}

/** Where a task under way stands, in a few words, with what is known of the time. */
export function standing(card: CardContent): { readonly words: string; readonly time?: string } {
  if (card.status === 'delivering') return { words: 'Bringing it into the thread' };
  if (card.status !== 'working') return { words: card.status === 'done' ? 'Done' : `It ${card.status}` };
  const time = card.etaS === undefined ? {} : { time: card.etaS <= 1 ? 'almost done' : `about ${card.etaS} s left` };
  const running = card.stages.find((stage) => stage.status === 'running');
  if (running !== undefined) return { words: running.label, ...time };
  const { queuePosition, underWay = 0 } = card;
  if (queuePosition !== undefined && queuePosition > 1) {
    const why = underWay === 0 ? '' : `: you have ${underWay} more under way, and whoever has fewer goes first`;
    return { words: `Number ${queuePosition} in the queue${why}`, ...time };
  }
  return { words: card.stages.some((stage) => stage.status === 'done') ? 'Going on' : 'Got it, starting', ...time };
}

/** A result in a few words, for the channel. */
export function resultWords(result: ResultContent): string {
  if (result.status === 'done') return `Video, ${seconds(result.clip?.durationS ?? 0)}`;
  return result.status === 'failed' ? 'Could not be made' : 'Cancelled';
}

export function seconds(durationS: number): string {
  return `${Number(durationS.toFixed(1))} s`;
}

export function fileSize(sizeBytes: number): string {
  return sizeBytes < 1_000_000 ? `${Math.ceil(sizeBytes / 1000)} KB` : `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}

/** What a picture or a video shows, for those who cannot see it. */
export function altText(prompt: string): string {
  return prompt === '' ? 'Made from a picture or a video' : prompt.slice(0, 300);
}
