import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasWords, modelsMeant, namesNear, shortName } from '../../src/commands/model-names.ts';

const models = [
  { name: 'replicate/wan-2.2-i2v-fast', label: 'Wan 2.2 fast (Replicate)' },
  { name: 'comfyui/wan-2.2', label: 'Wan 2.2 on ComfyUI' },
  { name: 'replicate/sdxl', label: 'SDXL with refiner (Replicate)' },
  { name: 'comfyui/sdxl', label: 'SDXL on ComfyUI' },
  { name: 'sketch', label: 'sketch (no model)' },
];
const meant = (typed: string): readonly string[] => modelsMeant(typed, models).map(({ name }) => name);

describe('a model is meant', () => {
  test.each([
    ['replicate/wan-2.2-i2v-fast', ['replicate/wan-2.2-i2v-fast']],
    ['wan-2.2-i2v-fast', ['replicate/wan-2.2-i2v-fast']],
    [' WAN-2.2 ', ['comfyui/wan-2.2']],
    ['sdxl on  comfyui', ['comfyui/sdxl']],
    ['sdxl', ['replicate/sdxl', 'comfyui/sdxl']],
    ['Sketch', ['sketch']],
    ['wan', []],
    ['', []],
    ['replicate/', []],
  ])('by “%s”: %j', (typed, names) => {
    expect(meant(typed)).toEqual(names);
  });

  test('by its whole name and by its label whatever else there is, and by its short name where that is its alone', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9.-]{0,12}$/u);
    const model = fc.record({ vendor: word, short: word }).map(({ vendor, short }) => ({
      name: `${vendor}/${short}`,
      label: `${short} by ${vendor}`,
    }));
    fc.assert(
      fc.property(fc.uniqueArray(model, { selector: ({ name }) => name, minLength: 1 }), (all) => {
        for (const one of all) {
          expect(modelsMeant(one.name.toUpperCase(), all)).toEqual([one]);
          expect(modelsMeant(one.label, all)).toEqual([one]);
          const sharers = all.filter(({ name }) => shortName(name) === shortName(one.name));
          expect(modelsMeant(shortName(one.name), all)).toEqual(sharers);
        }
      }),
    );
  });
});

test('names near what was typed are found by a part and by a slip, the likest first', () => {
  expect(namesNear('wan', models).toSorted()).toEqual(['comfyui/wan-2.2', 'replicate/wan-2.2-i2v-fast']);
  expect(namesNear('wan-2.2-i2v-fsat', models)[0]).toBe('replicate/wan-2.2-i2v-fast');
  expect(namesNear('skech', models)).toEqual(['sketch']);
  expect(namesNear('veo', models)).toEqual([]);
});

test('whatever is typed is looked for without harm', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
      expect(namesNear(typed, models).length).toBeLessThanOrEqual(3);
      for (const model of modelsMeant(typed, models)) expect(hasWords(model, typed)).toBe(true);
    }),
  );
});
