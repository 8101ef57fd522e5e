import { z } from 'zod';

/** What a chat makes of a mentioned channel or role: `#videos`, `<#123>`, `<#C123|videos>`, `<@&123>`, or its bare id. */
function idOf(text: string): string {
  return /^<(?:#|@&)([\w-]+)(?:\|[^>]*)?>$/u.exec(text.trim())?.[1] ?? text.trim().replace(/^[#@]/u, '');
}

/** A channel of the space. */
export const channelOption = z
  .string()
  .transform(idOf)
  .pipe(z.string().min(1, 'Name a channel.').max(100, 'Name a channel.'))
  .meta({ mention: 'channel' });

/** A role of the space. */
export const roleOption = z
  .string()
  .transform(idOf)
  .pipe(z.string().min(1, 'Name a role.').max(100, 'Name a role.'))
  .meta({ mention: 'role' });
