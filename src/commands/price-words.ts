import type { Agent } from '../core/agents.ts';
import type { ModelOffer } from '../core/studio/models.ts';
import { durationBounds } from '../core/task.ts';

/** Below a cent nobody wants the digits. */
const leastUsd = 0.01;

/** A sum as people read it: `$0.12`, `under $0.01`. */
export function usdText(usd: number): string {
  return isUnderACent(usd) ? 'under $0.01' : `$${usd.toFixed(2)}`;
}

/** Whether a sum is no whole cent, whatever the adding of its parts did to the last digits. */
export function isUnderACent(usd: number): boolean {
  return Math.round(usd * 1_000_000) < leastUsd * 1_000_000;
}

/** What a model costs about, as people read it: `about $0.05 a clip`, `free`. */
export function unitPrice({ agents, motion, price }: ModelOffer): string {
  if (price === undefined || price.turnUsd + price.secondUsd === 0) return 'free';
  const { turnUsd, secondUsd } = price;
  if (turnUsd === 0) return perSecond(secondUsd);
  const makesClips = agents.some((agent) => clipMakers.has(agent));
  // Seconds of a usual clip: a longer video is made of several.
  const clipS = Math.min(durationBounds.default, motion?.maxClipS ?? Infinity);
  if (makesClips) return perClip(turnUsd + secondUsd * clipS);
  return agents.some((agent) => pictureMakers.has(agent)) ? perPicture(turnUsd) : perPrompt(turnUsd);
}

const clipMakers: ReadonlySet<Agent> = new Set(['image-to-video', 'connect']);
const pictureMakers: ReadonlySet<Agent> = new Set(['text-to-image', 'image-to-image']);

function perClip(usd: number): string {
  return isUnderACent(usd) ? 'under $0.01 a clip' : `about $${usd.toFixed(2)} a clip`;
}

function perSecond(usd: number): string {
  return isUnderACent(usd) ? 'under $0.01 a second' : `about $${usd.toFixed(2)} a second`;
}

function perPicture(usd: number): string {
  return isUnderACent(usd) ? 'under $0.01 a picture' : `about $${usd.toFixed(2)} a picture`;
}

function perPrompt(usd: number): string {
  return isUnderACent(usd) ? 'under $0.01 a prompt' : `about $${usd.toFixed(2)} a prompt`;
}
