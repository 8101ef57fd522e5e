/** Ends what was cut. */
const ellipsis = '…';

/** Text of ours as mrkdwn takes it literally where nothing else is parsed: https://docs.slack.dev/messaging/formatting-message-text/#escaping */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * What somebody typed, from what Slack made of it in slash commands and messages. Mentions of `botUserId` are left out.
 * A channel stays `<#C1|videos>` and a user group `<!subteam^S1|@team>`, which the options of commands read by their ids.
 */
export function unescapeSlack(text: string, botUserId?: string): string {
  return text
    .replaceAll(/<([^<>]*)>/gu, (whole, inside: string) => typedAs(whole, inside, botUserId))
    .replaceAll(/&(amp|lt|gt);/gu, (_, name: string) => entities[name] ?? '');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/** Words for a model, which knows no ids: channels and user groups are what they are called. */
export function nameMentions(text: string): string {
  return text
    .replaceAll(/<#\w+(?:\|([^<>]*))?>/gu, (_, name: string | undefined) => `#${name ?? ''}`)
    .replaceAll(/<!subteam\^(\w+)(?:\|@?([^<>]*))?>/gu, (_, id: string, name: string | undefined) => `@${name || id}`);
}

/** What was typed for one sequence in angle brackets. */
function typedAs(whole: string, inside: string, botUserId: string | undefined): string {
  const bar = inside.indexOf('|');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? '' : inside.slice(bar + 1);
  const id = target.slice(1);
  if (target.startsWith('#') || target.startsWith('!subteam^')) return whole;
  if (target.startsWith('@')) return id === botUserId ? '' : `@${label || id}`;
  if (target.startsWith('!')) return calledAs(id, label);
  return label || target.replace(/^(?:mailto|tel):/u, '');
}

/** A call to many, as `!here` or `!channel`, or a date. */
function calledAs(call: string, label: string): string {
  const [name = ''] = call.split('^');
  const said = label || name;
  return name === 'date' || said.startsWith('@') ? said : `@${said}`;
}

/** Text within a length in UTF-16 units; no character is cut in two. */
export function cutWithin(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - ellipsis.length).replace(/[\uD800-\uDBFF]$/u, '')}${ellipsis}`;
}

/** Escaped text within a length; nothing is cut in the middle of an escape. */
export function escapeWithin(text: string, length: number): string {
  const escaped = escapeMrkdwn(text);
  if (escaped.length <= length) return escaped;
  let cut = '';
  for (const character of text) {
    const next = escapeMrkdwn(character);
    if (cut.length + next.length + ellipsis.length > length) break;
    cut += next;
  }
  return `${cut}${ellipsis}`;
}

/** As many whole lines as fit into a length; the first is cut where it alone is too long. */
export function linesWithin(lines: readonly string[], length: number): string {
  let shown = '';
  for (const line of lines) {
    if (shown === '') {
      shown = cutWithin(line, length);
      continue;
    }
    const next = `${shown}\n${line}`;
    if (next.length > length) return `${cutWithin(shown, length - 2).replace(/\n?…$/u, '')}\n${ellipsis}`;
    shown = next;
  }
  return shown;
}
