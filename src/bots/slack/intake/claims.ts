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
  /** The same for presses of a button, whose second click has an id of its own; `atS` is Slack's time of the press. */
  firstPress(button: string, atS: number): Promise<boolean>;
}

export function createClaims({ claims, presses }: Pick<Memory, 'claims' | 'presses'>, nowMs: () => number): Claims {
  let counted = 0;
  const underWay = new Map<string, Promise<boolean>>();

  async function prune(): Promise<void> {
    counted += 1;
    if (counted % betweenPrunings !== 0) return;
    await claims.prune(kept);
    await presses.prune(kept);
  }

  async function press(button: string, atS: number): Promise<boolean> {
    if (await presses.insertOnce(button, { atS })) return true;
    const last = (await presses.get(button))?.value.atS ?? 0;
    if (Math.abs(atS - last) < doubleClickS) return false;
    await presses.put(button, { atS });
    // Two processes may see the same old press: the time of this one is theirs to share.
    return claims.insertOnce(`press-${button}-${atS}`, { atMs: nowMs() });
  }

  return {
    async first(id) {
      await prune();
      return claims.insertOnce(id, { atMs: nowMs() });
    },
    async firstPress(button, atS) {
      await prune();
      const before = underWay.get(button) ?? Promise.resolve(true);
      const running = before.catch(() => true).then(() => press(button, atS));
      underWay.set(button, running);
      try {
        return await running;
      } finally {
        if (underWay.get(button) === running) underWay.delete(button);
      }
    },
  };
}
