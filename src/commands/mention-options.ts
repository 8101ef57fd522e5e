import { z } from 'zod';

/** What a chat makes of a mentioned channel or role: `#videos`, `<#C123|videos>`, `<@&123>`, `<!subteam^S1|@team>`, or its bare id. */
function idOf(text: string): string {
  return /^<(?:#|@&|!subteam\^)([\w-]+)(?:\|[^>]*)?>$/u.exec(text.trim())?.[1] ?? text.trim().replace(/^[#@]/u, '');
}

/** A channel of the space. */
export const channelOption = z
  .string('Name a channel.')
  .transform(idOf)
  .pipe(z.string().min(1, 'Name a channel.').max(100, 'Name a channel.'))
  .meta({ mention: 'channel' });

/** A role of the space. */
export const roleOption = z
  .string('Name a role.')
  .transform(idOf)
  .pipe(z.string().min(1, 'Name a role.').max(100, 'Name a role.'))
  .meta({ mention: 'role' });
