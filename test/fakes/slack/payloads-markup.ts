import type { FakeWorldPort } from './people-port.ts';

const PARTS = /<([@#])([UWCG][A-Z0-9]+)>|(https?:\/\/[^\s<>]+)|([&<>])/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A person's words as Slack sends them; people mention with `<@U…>` and `<#C…>`, all else is what they typed. */
export function slackText(world: FakeWorldPort, text: string, o: { withNames: boolean }): string {
  return text.replaceAll(
    PARTS,
    (whole: string, sign: string | undefined, id: string | undefined, url: string | undefined) => {
      if (sign !== undefined && id !== undefined) return mention(world, sign, id, o.withNames);
      return url === undefined ? (ENTITIES[whole] ?? whole) : `<${url.replaceAll('&', '&amp;')}>`;
    },
  );
}

/** Only slash commands carry the names: https://docs.slack.dev/interactivity/implementing-slash-commands/ */
function mention(world: FakeWorldPort, sign: string, id: string, withNames: boolean): string {
  if (!withNames) return `<${sign}${id}>`;
  return `<${sign}${id}|${sign === '@' ? world.user(id).name : world.channel(id).name}>`;
}
