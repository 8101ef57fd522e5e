import type { Shot } from '../../src/core/agents.ts';
import { demandOutput } from '../../src/core/stage-result.ts';
import type { Turn } from './turn.ts';

/**
 * What the prompt agent understood, after the words that the pipeline adds for this stage; for a clip of a chain with
 * its own part of the script.
 */
export function shotOf({ plan, stage, results }: Turn): Shot {
  const { shot } = demandOutput('prompt', plan, results);
  const motion = stage.clip === undefined ? undefined : shot.script?.[stage.clip.index];
  const ownShot = motion === undefined ? shot : { ...shot, motion };
  if (stage.say === undefined) return ownShot;
  return { ...ownShot, prompt: shot.prompt === '' ? stage.say : `${stage.say}, ${shot.prompt}` };
}
