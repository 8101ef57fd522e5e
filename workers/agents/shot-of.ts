import type { Shot } from '../../src/core/agents.ts';
import { demandOutput } from '../../src/core/stage-result.ts';
import type { Turn } from './turn.ts';

/** What the prompt agent understood, after the words that the pipeline adds for this stage. */
export function shotOf({ plan, stage, results }: Turn): Shot {
  const { shot } = demandOutput('prompt', plan, results);
  if (stage.say === undefined) return shot;
  return { ...shot, prompt: shot.prompt === '' ? stage.say : `${stage.say}, ${shot.prompt}` };
}
