import { z } from 'zod';
import { agents } from '../core/agents.ts';
import { defineCommand } from './define-command.ts';

export const crew = defineCommand({
  name: 'crew',
  description: 'Who plays which agent here',
  example: '/mora crew',
  options: z.object({}),
  run: async (_options, { studio }) => {
    const players = await studio.crew();
    const lines = agents.map((agent) => {
      const player = players[agent];
      if (player === undefined) return `• ${agent}: nobody just now`;
      const others = player.fallbacks.length === 0 ? '' : `, else ${player.fallbacks.join(', ')}`;
      const longest = player.motion?.maxClipS;
      const chained = longest === undefined ? '' : ` (clips of up to ${longest} s, chained)`;
      return `• ${agent}: ${player.provider}${others}${chained}`;
    });
    return { kind: 'text', text: lines.join('\n') };
  },
});
