import type { AgentInput, Shot } from '../../../../src/core/agents.ts';
import { describeCamera, describeScene, drawnAs } from './describe-scene.ts';
import { readCamera } from './read-camera.ts';
import { readScene } from './read-scene.ts';

/**
 * Understands a prompt: the camera and its pace, and the person's words with what is going to be drawn said plainly
 * after them. A given picture is what it is, so for it only the camera is described. Pure; never throws.
 */
export function readShot({ kind, prompt }: AgentInput<'prompt'>): Shot {
  const { camera, pace } = readCamera(prompt);
  // An edit keeps what its video shows and how it moves.
  if (kind === 'edit') return { prompt, camera, pace };
  const motion = describeCamera(camera, pace);
  const description = kind === 't2v' ? `${describeScene(readScene(prompt))}; ${motion}` : motion;
  return { prompt: `${prompt}${drawnAs}${description}.`, camera, pace };
}
