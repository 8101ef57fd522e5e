import type { Agent } from './agents.ts';
import { vendorOf } from './provider.ts';

/** An agent as a vendor's models play it: what a worker takes stages of. */
export interface Seat {
  readonly agent: Agent;
  readonly vendor: string;
}

/** Where a planned stage belongs. */
export function seatOf({ agent, provider }: { readonly agent: Agent; readonly provider: string }): Seat {
  return { agent, vendor: vendorOf(provider) };
}

/** `image-to-video.replicate`: also the name of the queue of its stages. */
export function seatName({ agent, vendor }: Seat): string {
  return `${agent}.${vendor}`;
}
