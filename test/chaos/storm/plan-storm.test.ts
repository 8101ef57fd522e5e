import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultNames, networkFaults, planStorm, stormStores } from './plan-storm.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const draws = 200;

test('a seed makes one storm, whatever is asked of it first', () => {
  fc.assert(
    fc.property(seeds, fc.constantFrom(...stormStores), (seed, store) => {
      const [one, two] = [planStorm(seed, store), planStorm(seed, store)];
      const asks = Array.from({ length: draws }, () => one.ask());
      const faults = Array.from({ length: draws }, () => one.fault());
      expect(Array.from({ length: draws }, () => two.fault())).toEqual(faults);
      expect(Array.from({ length: draws }, () => two.ask())).toEqual(asks);
    }),
    { numRuns: 20 },
  );
});

test('only what can go wrong does: no Redis where there is none, no deaths where only the network is bad', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const plan = planStorm(seed, 'postgres');
      for (let draw = 0; draw < draws; draw += 1) {
        expect(plan.fault().name).not.toMatch(/-redis$/u);
        expect(plan.fault(networkFaults).name).not.toMatch(/^(?:kill|stop|restart|clock)-/u);
      }
    }),
    { numRuns: 20 },
  );
});

test('in a long storm everything goes wrong', () => {
  const plan = planStorm(7, 'redis');
  const seen = new Set(Array.from({ length: 2_000 }, () => plan.fault().name));
  expect([...seen].toSorted()).toEqual([...faultNames].toSorted());
});
