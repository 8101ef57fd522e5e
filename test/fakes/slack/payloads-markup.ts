import type { FakeWorldPort } from './people-port.ts';

/** What Slack's client makes of typed text: https://docs.slack.dev/messaging/formatting-message-text/#retrieving-messages */
const PARTS = new RegExp(
  [
    '<(?<sign>[@#])(?<id>[UWCG][A-Z0-9]+)>',
    '(?<url>https?://[^\\s<>]+)',
    '(?<mail>[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)',
    '(?<domain>\\b(?:[a-z0-9-]+\\.)+(?:com|dev|io|net|org)\\b)',
    '@(?<all>channel|everyone|here)\\b',
    '(?<group><!subteam\\^S[A-Z0-9]+\\|@[\\w-]+>)',
    '[&<>]',
  ].join('|'),
  'gu',
);
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A person's words as Slack sends them; people mention with `<@U…>`, `<#C…>` and `<!subteam^S…|@…>`, all else is what they typed. */
export function slackText(world: FakeWorldPort, text: string, o: { withNames: boolean }): string {
  let sent = '';
  let end = 0;
  for (const match of text.matchAll(PARTS)) {
    const [whole] = match;
    const { sign, id, url, mail, domain, all, group } = match.groups ?? {};
    sent += text.slice(end, match.index);
    end = match.index + whole.length;
    if (sign !== undefined && id !== undefined) sent += mention(world, sign, id, o.withNames);
    else if (url !== undefined) sent += `<${url.replaceAll('&', '&amp;')}>`;
    else if (mail !== undefined) sent += `<mailto:${mail}|${mail}>`;
    else if (domain !== undefined) sent += `<http://${domain}|${domain}>`;
    else if (all !== undefined) sent += `<!${all}>`;
    else if (group !== undefined) sent += group;
    else sent += ENTITIES[whole] ?? whole;
  }
  return sent + text.slice(end);
}

/** Only slash commands carry the names: https://docs.slack.dev/interactivity/implementing-slash-commands/ */
function mention(world: FakeWorldPort, sign: string, id: string, withNames: boolean): string {
  if (!withNames) return `<${sign}${id}>`;
  return `<${sign}${id}|${sign === '@' ? world.user(id).name : world.channel(id).name}>`;
}
