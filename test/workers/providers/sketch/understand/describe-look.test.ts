import { describe, expect, it } from 'vitest';
import { describeLook } from '../../../../../workers/providers/sketch/understand/describe-look.ts';
import { findAirOf } from '../../../../../workers/providers/sketch/understand/read-air.ts';
import { readLook } from '../../../../../workers/providers/sketch/understand/read-look.ts';

describe('what is said of an edit', () => {
  it.each([
    ['1920s vintage, keep the car red', ['silent film', 'red keeps its colour']],
    ['at night in winter', ['night', 'winter']],
    ['leaves falling', ['falling leaves']],
    ['make it warmer and darker', ['warmer', 'darker']],
    ['make it purple', ['a cast of purple']],
    ['zzz', ['no look that sketch knows']],
  ])('%s', (words, parts) => {
    const said = describeLook(readLook(words), findAirOf(words));
    for (const part of parts) expect(said).toContain(part);
  });

  it('has room in a note, however much is asked for', () => {
    const words =
      'winter storm at night, darker, more contrast, colder, purple, watercolour, super 8, keep the green house, leaves falling';
    expect(describeLook(readLook(words), findAirOf(words)).length).toBeLessThanOrEqual(300);
  });
});
