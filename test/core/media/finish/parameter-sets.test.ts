import { describe, expect, it } from 'vitest';
import { joinPrefixed, splitAnnexB, splitPrefixed } from '../../../../src/core/media/finish/nal-units.ts';
import {
  parameterSetId,
  ParameterSetShelf,
  readParameterSets,
} from '../../../../src/core/media/finish/parameter-sets.ts';

/** An SPS or PPS of which only the beginning matters: header, profile and level, then the id in `bits`. */
const sps = (bits: number, profile = 100, level = 31, constraints = 0): Buffer =>
  Buffer.from([0x67, profile, constraints, level, bits, 0xaa]);
const pps = (bits: number, tail = 0xaa): Buffer => Buffer.from([0x68, bits, tail]);

describe('units of H.264', () => {
  it('are read with lengths of any size, and written with four bytes', () => {
    const packet = Buffer.from([0, 2, 0x65, 1, 0, 1, 0x41]);
    const units = splitPrefixed(packet, 2);
    expect(units).toEqual([Buffer.from([0x65, 1]), Buffer.from([0x41])]);
    expect(splitPrefixed(joinPrefixed(units), 4)).toEqual(units);
    expect(() => splitPrefixed(packet.subarray(0, 3), 2)).toThrow('cut off');
    expect(() => splitPrefixed(packet.subarray(0, 5), 2)).toThrow('cut off');
  });

  it('are found between marks of three and four bytes', () => {
    const stream = Buffer.from([0, 0, 0, 1, 0x67, 1, 0, 0, 1, 0x68, 2, 0, 0, 0, 1, 0x65, 0, 0, 3, 9]);
    expect(splitAnnexB(stream)).toEqual([
      Buffer.from([0x67, 1]),
      Buffer.from([0x68, 2]),
      Buffer.from([0x65, 0, 0, 3, 9]),
    ]);
    expect(splitAnnexB(Buffer.from([1, 2, 3]))).toEqual([]);
  });
});

describe('parameter sets', () => {
  it.each([
    [0b1000_0000, 0],
    [0b0100_0000, 1],
    [0b0110_0000, 2],
    [0b0010_0000, 3],
    [0b0001_0100, 9],
  ])('tell their id', (bits, id) => {
    expect(parameterSetId(pps(bits))).toBe(id);
    expect(parameterSetId(sps(bits))).toBe(id);
  });

  it('stand side by side where no id means two things', () => {
    const shelf = new ParameterSetShelf();
    const first = { lengthBytes: 4, sps: [sps(0x80, 66, 30, 0xc0)], pps: [pps(0x80)] };
    shelf.add(first);
    expect(shelf.fits(first)).toBe(true);
    expect(shelf.fits({ ...first, sps: [sps(0x80)] })).toBe(false);
    expect(shelf.fits({ ...first, pps: [pps(0x80, 1)] })).toBe(false);
    expect(shelf.candidateIds()).toEqual([0, 1]);
    shelf.add({ lengthBytes: 4, sps: [sps(0x40, 100, 41)], pps: [pps(0x40)] });
    expect(shelf.candidateIds()).toEqual([0, 1, 2]);
    const box = shelf.toAvcConfiguration();
    expect([...box.subarray(0, 6)]).toEqual([1, 100, 0, 41, 0xff, 0xe2]);
    const read = readParameterSets(box);
    expect(read.lengthBytes).toBe(4);
    expect(read.sps).toEqual([sps(0x80, 66, 30, 0xc0), sps(0x40, 100, 41)]);
    expect(read.pps).toEqual([pps(0x80), pps(0x40)]);
    expect(() => readParameterSets(box.subarray(0, 20))).toThrow();
  });
});
