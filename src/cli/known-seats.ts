import { vendorOf } from '../core/provider.ts';
import { seatName, type Seat } from '../core/seat.ts';
import { providerKinds } from '../../workers/providers/provider-kinds.ts';

/** Every agent with every vendor that can play it: where stages may wait, also when no worker is alive. */
export function knownSeats(): readonly Seat[] {
  const all = Object.entries(providerKinds).flatMap(([name, { plays }]) =>
    plays.map((agent): Seat => ({ agent, vendor: vendorOf(name) })),
  );
  return [...new Map(all.map((seat) => [seatName(seat), seat])).values()];
}
