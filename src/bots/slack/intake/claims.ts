import type { Memory } from '../memory.ts';

/** Claims matter for minutes: these are the last hours of a busy workspace. */
const kept = 100_000;
const betweenPrunings = 10_000;

/** A second press of the same button by the same person within this time is the same press. */
const doubleClickS = 3;

/** Says of what comes in whether it comes for the first time. */
export interface Claims {
  /** True for exactly one of all processes, however often Slack sends the same. */
  first(id: string): Promise<boolean>;
  /**
   * The same for presses of a button, whose second click has an id of its own; `atS` is Slack's time of the press. They
   * may come late, again and in any order.
   */
  firstPress(button: string, atS: number): Promise<boolean>;
}

export function createClaims({ claims, presses }: Pick<Memory, 'claims' | 'presses'>, nowMs: () => number): Claims {
  let counted = 0;

  async function prune(): Promise<void> {
    counted += 1;
    if (counted % betweenPrunings !== 0) return;
    await claims.prune(kept);
    await presses.prune(kept);
  }

  return {
    async first(id) {
      await prune();
      return claims.insertOnce(id, { atMs: nowMs() });
    },
    async firstPress(button, atS) {
      await prune();
      // Presses in one slot of time are one press, whoever of all processes takes it first.
      const slot = Math.floor(atS / doubleClickS);
      if (!(await presses.insertOnce(`${button}.${slot}`, { atS }))) return false;
      // Those beside each other may be one, too: they meet at the border between their slots.
      for (const border of [slot, slot + 1]) {
        const key = `${button}.before-${border}`;
        if (await presses.insertOnce(key, { atS })) continue;
        const other = await presses.get(key);
        if (other !== undefined && Math.abs(other.value.atS - atS) < doubleClickS) return false;
      }
      return true;
    },
  };
}
