import { toMoraError } from '../../core/errors.ts';
import type { Config } from '../../core/config.ts';
import type { Finding } from '../../core/finding.ts';
import { chooseCrew } from '../../../workers/crews/choose-crew.ts';
import { crewNames, readyMadeCrews } from '../../../workers/crews/ready-made.ts';

/** Who can talk to the studio without a token, who works in it, and which crew plays. */
export function crewFindings(config: Config): Finding[] {
  const { agents, port } = config;
  return [
    { state: 'good', text: `Chat: the playground on http://localhost:${port} (PORT). It needs no token` },
    agents.length === 0
      ? { state: 'note', text: 'Agents: none here (MORA_AGENTS=none); start workers elsewhere with npm run worker' }
      : { state: 'good', text: `Agents: ${agents.join(', ')} (MORA_AGENTS)` },
    crewFinding(config),
  ];
}

function crewFinding(config: Config): Finding {
  try {
    const name = chooseCrew(config);
    const others = crewNames.filter((other) => other !== name).join(', ');
    return { state: 'good', text: `Crew: ${name}, ${readyMadeCrews[name].about}. Others: ${others} (MORA_CREW)` };
  } catch (error) {
    return { state: 'bad', text: toMoraError(error).userMessage };
  }
}
