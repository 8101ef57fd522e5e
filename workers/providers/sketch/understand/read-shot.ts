import type { AgentInput, Shot } from '../../../../src/core/agents.ts';
import { describeCamera, describeScene, drawnAs } from './describe-scene.ts';
import { readCamera } from './read-camera.ts';
import { describeWorld } from './describe-world.ts';
import { readScene } from './read-scene.ts';
import { asksForWorld, readWorld, worldStyle } from './read-world.ts';

/**
 * Understands a prompt: the camera and its pace, and the person's words with what is going to be drawn said plainly
 * after them. A given picture is what it is, so for it only the camera is described. Pure; never throws.
 */
export function readShot({ kind, prompt }: AgentInput<'prompt'>): Shot {
  if (kind === 'simulate') return readWalk(prompt);
  const { camera, pace } = readCamera(prompt);
  // An edit keeps what its video shows and how it moves.
  if (kind === 'edit') return { prompt, camera, pace };
  const motion = describeCamera(camera, pace);
  const description = kind === 't2v' ? `${describePicture(prompt)}; ${motion}` : motion;
  return { prompt: `${prompt}${drawnAs}${description}.`, camera, pace };
}

function describePicture(prompt: string): string {
  return asksForWorld(prompt) ? describeWorld(readWorld(prompt)) : describeScene(readScene(prompt));
}

/** A digital world is walked through, unless the words move the camera otherwise. */
function readWalk(prompt: string): Shot {
  const { camera: said, pace } = readCamera(prompt);
  const camera = said === 'none' ? 'walk' : said;
  const words = prompt === '' ? worldStyle : `${worldStyle}, ${prompt}`;
  return {
    prompt: `${words}${drawnAs}${describeWorld(readWorld(prompt))}; ${describeCamera(camera, pace)}.`,
    camera,
    pace,
  };
}
