import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createClaims, type Claims } from '../../../../src/bots/slack/intake/claims.ts';
import { openMemory, type Memory } from '../../../../src/bots/slack/memory.ts';
import { openTestDatabase } from '../../../support/test-database.ts';

/** Two processes on one database. */
let here: Claims;
let there: Claims;
let memory: Memory;
const opened = new AsyncDisposableStack();

beforeAll(async () => {
  const { collection } = opened.use(await openTestDatabase()).database;
  memory = openMemory(collection);
  here = createClaims(memory, () => 1_000);
  there = createClaims(openMemory(collection), () => 1_000);
});
afterAll(() => opened.disposeAsync());

const times = (answers: readonly boolean[]): number => answers.filter(Boolean).length;

describe('what Slack sends again', () => {
  test('is taken once by all processes together', async () => {
    const sent = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? here : there));
    expect(times(await Promise.all(sent.map((process) => process.first('Ev1'))))).toBe(1);
    expect(await there.first('Ev1')).toBe(false);
    expect(await here.first('Ev2')).toBe(true);
  });
});

describe('presses of a button', () => {
  let button = '';
  const atS = 1_700_000_000;

  // A button of its own for each test.
  beforeEach(({ task }) => {
    button = task.id;
  });

  test('a double click is one press', async () => {
    const clicks = [atS, atS + 0.2, atS + 0.4, atS + 2.9];
    expect(times(await Promise.all(clicks.map((click) => here.firstPress(button, click))))).toBe(1);
  });

  test('a double click on two processes is one press', async () => {
    const [first, second] = await Promise.all([here.firstPress(button, atS), there.firstPress(button, atS + 0.3)]);
    expect(times([first, second])).toBe(1);
  });

  test('a press that Slack sends again is the same press', async () => {
    expect(await here.firstPress(button, atS)).toBe(true);
    expect(await there.firstPress(button, atS)).toBe(false);
    expect(await here.firstPress(button, atS + 60)).toBe(true);
    expect(await there.firstPress(button, atS + 60)).toBe(false);
  });

  test('two clicks are one press wherever they fall, and two presses wherever they are further apart', async () => {
    let run = 0;
    const eighths = fc.integer({ min: 0, max: 80 });
    await fc.assert(
      fc.asyncProperty(eighths, eighths, fc.boolean(), async (first, second, atOnce) => {
        run += 1;
        const [one, other] = [first, second].map((at) => atS + at / 8);
        const press = (process: Claims, pressedS = 0): Promise<boolean> =>
          process.firstPress(`${button} ${run}`, pressedS);
        const taken = atOnce
          ? await Promise.all([press(here, one), press(there, other)])
          : [await press(here, one), await press(there, other)];
        expect(times(taken)).toBe(Math.abs(first - second) < 24 ? 1 : 2);
      }),
      {
        numRuns: 60,
        examples: [
          [7, 9, true],
          [0, 23, false],
          [0, 24, false],
          [24, 1, true],
        ],
      },
    );
  });

  test('who clicks and clicks is heard now and then', async () => {
    const taken: boolean[] = [];
    for (let click = 0; click < 24; click += 1) taken.push(await here.firstPress(button, atS + click / 2));
    expect(taken[0]).toBe(true);
    expect(times(taken)).toBeGreaterThanOrEqual(2);
    expect(times(taken)).toBeLessThanOrEqual(4);
  });

  test('a later one is a new press, once', async () => {
    expect(await here.firstPress(button, atS)).toBe(true);
    const again = [here, there, here, there];
    expect(times(await Promise.all(again.map((process) => process.firstPress(button, atS + 3))))).toBe(1);
  });

  test('a double click after a pause is one press, on whichever processes', async () => {
    expect(await here.firstPress(button, atS)).toBe(true);
    const clicks = await Promise.all([here.firstPress(button, atS + 60), there.firstPress(button, atS + 60.3)]);
    expect(times(clicks)).toBe(1);
  });

  test('an old press that comes late or again is none', async () => {
    expect(await here.firstPress(button, atS)).toBe(true);
    expect(await here.firstPress(button, atS + 10)).toBe(true);
    // Slack sends a press again after a minute where it missed the answer.
    expect(await there.firstPress(button, atS)).toBe(false);
    expect(await there.firstPress(button, atS + 10)).toBe(false);
  });

  test('another button, or somebody else’s, is another press', async () => {
    const pressed = await Promise.all(['a', 'b', 'c'].map((other) => here.firstPress(`${button}${other}`, atS)));
    expect(pressed).toEqual([true, true, true]);
  });

  test('presses far apart all count, in whatever order they come', async () => {
    let run = 0;
    const order = fc.shuffledSubarray([0, 10, 20, 30], { minLength: 4 });
    await fc.assert(
      fc.asyncProperty(order, async (seconds) => {
        run += 1;
        const taken: boolean[] = [];
        for (const second of seconds) taken.push(await here.firstPress(`${button} ${run}`, atS + second));
        return times(taken) === 4;
      }),
      { numRuns: 12 },
    );
  });

  test('a failure is not the end of a button', async () => {
    let failures = 1;
    const presses: typeof memory.presses = {
      ...memory.presses,
      insertOnce(key, value) {
        failures -= 1;
        return failures >= 0 ? Promise.reject(new Error('no connection')) : memory.presses.insertOnce(key, value);
      },
    };
    const claims = createClaims({ claims: memory.claims, presses }, () => 1_000);
    await expect(claims.firstPress(button, atS)).rejects.toThrow('no connection');
    expect(await claims.firstPress(button, atS)).toBe(true);
  });
});
