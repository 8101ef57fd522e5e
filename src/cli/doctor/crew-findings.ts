import type { Config } from '../../core/config.ts';
import type { Finding } from '../../core/finding.ts';

/** Who can talk to the studio without a token, and who works in it. */
export function crewFindings({ agents, port }: Config): Finding[] {
  return [
    { state: 'good', text: `Chat: the playground on http://localhost:${port} (PORT). It needs no token` },
    agents.length === 0
      ? { state: 'note', text: 'Agents: none here (MORA_AGENTS=none); start workers elsewhere with npm run worker' }
      : { state: 'good', text: `Agents: ${agents.join(', ')} (MORA_AGENTS)` },
    { state: 'good', text: 'Provider: sketch, which paints on this machine without a model' },
    { state: 'note', text: 'Providers with models (OpenAI, Replicate, ComfyUI) are not part of this version' },
  ];
}
