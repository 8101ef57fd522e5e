/** Numbers between 0 and 1 that only depend on the seed (a linear congruence, Knuth's MMIX constants). */
export function seededRandom(seed: number): () => number {
  const mask = (1n << 64n) - 1n;
  let state = BigInt(seed);
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & mask;
    return Number(state >> 11n) / 2 ** 53;
  };
}

/** A file damaged as transfers, disks and ill will damage files: bits flipped, cut off, parts moved, sizes overwritten. */
export function mutate(file: Buffer, other: Buffer, random: () => number): Buffer {
  const at = (length: number): number => Math.floor(random() * length);
  const copy = Buffer.from(file);
  const kind = at(5);
  // Headers are where parsers live: half of the damage goes there.
  const place = (): number => (random() < 0.5 ? at(Math.min(2_048, copy.length)) : at(copy.length));
  switch (kind) {
    case 0:
      for (let flips = 1 + at(32); flips > 0; flips -= 1) {
        const target = place();
        copy[target] = (copy[target] ?? 0) ^ (1 << at(8));
      }
      return copy;
    case 1:
      return copy.subarray(0, place());
    case 2: {
      const start = place();
      return Buffer.concat([copy.subarray(0, start), other.subarray(at(other.length))]);
    }
    case 3: {
      const [from, to, length] = [place(), place(), 1 + at(256)];
      copy.copy(copy, to, from, Math.min(from + length, copy.length));
      return copy;
    }
    default: {
      const extremes = [0, 1, 0x7f_ff_ff_ff, 0x80_00_00_00, 0xff_ff_ff_ff];
      const target = Math.min(place(), copy.length - 4);
      copy.writeUInt32BE(extremes[at(extremes.length)] ?? 0, target);
      return copy;
    }
  }
}
