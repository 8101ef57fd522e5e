import { nalType, nalTypes, splitAnnexB } from './nal-units.ts';

/** What an H.264 decoder must know before the first picture, as MP4 keeps it in its header. */
export interface ParameterSets {
  /** Bytes of the length before each unit of a packet. */
  readonly lengthBytes: number;
  readonly sps: readonly Buffer[];
  readonly pps: readonly Buffer[];
}

/** An avcC box counts its SPS in five bits (ISO/IEC 14496-15, 5.3.3.1). */
const maxSpsCount = 31;

/** Reads a stream's extra data, be it an avcC box or what an encoder gives. Throws where it is cut off. */
export function readParameterSets(extraData: Buffer): ParameterSets {
  if (extraData[0] !== 1) {
    const units = splitAnnexB(extraData);
    return {
      lengthBytes: 4,
      sps: units.filter((unit) => nalType(unit) === nalTypes.sps),
      pps: units.filter((unit) => nalType(unit) === nalTypes.pps),
    };
  }
  let at = 5;
  const readList = (count: number): Buffer[] =>
    Array.from({ length: count }, () => {
      const start = at + 2;
      at = start + extraData.readUInt16BE(at);
      if (at > extraData.length) throw new Error('the avcC box is cut off');
      return Buffer.from(extraData.subarray(start, at));
    });
  const sps = readList(extraData.readUInt8(at++) & 0x1f);
  const pps = readList(extraData.readUInt8(at++));
  return { lengthBytes: (extraData.readUInt8(4) & 3) + 1, sps, pps };
}

/** The parameter sets of the segments of one stream: under each id there is one. */
export class ParameterSetShelf {
  readonly #sps = new Map<number, Buffer>();
  readonly #pps = new Map<number, Buffer>();

  /** Whether a stream with these sets can be joined: no id stands for something else already. */
  fits({ sps, pps }: ParameterSets): boolean {
    const isFree = (shelf: ReadonlyMap<number, Buffer>, unit: Buffer): boolean =>
      shelf.get(parameterSetId(unit))?.equals(unit) ?? true;
    return sps.every((unit) => isFree(this.#sps, unit)) && pps.every((unit) => isFree(this.#pps, unit));
  }

  /** Takes the sets in. They must fit. */
  add({ sps, pps }: ParameterSets): void {
    for (const unit of sps) this.#sps.set(parameterSetId(unit), Buffer.from(unit));
    for (const unit of pps) this.#pps.set(parameterSetId(unit), Buffer.from(unit));
  }

  /** Ids at which an encoder's sets may stand already, then the first one that nobody uses. */
  candidateIds(): number[] {
    const taken = [...this.#sps.keys()].filter((id) => this.#pps.has(id));
    const ids = Array.from({ length: this.#sps.size < maxSpsCount ? maxSpsCount : 0 }, (_, id) => id);
    const free = ids.find((id) => !this.#sps.has(id) && !this.#pps.has(id));
    return free === undefined ? taken : [...taken, free];
  }

  /** The avcC box of the whole (ISO/IEC 14496-15, 5.3.3.1): the highest profile and level of all. */
  toAvcConfiguration(): Buffer {
    const inOrder = (shelf: ReadonlyMap<number, Buffer>): Buffer[] =>
      [...shelf].toSorted(([a], [b]) => a - b).map(([, unit]) => unit);
    const [sps, pps] = [inOrder(this.#sps), inOrder(this.#pps)];
    const profile = Math.max(...sps.map((unit) => unit.readUInt8(1)));
    const sameProfile = sps.filter((unit) => unit.readUInt8(1) === profile);
    // Flags of a profile hold for the whole where every stream of it has them.
    const constraints = sameProfile.reduce((all, unit) => all & unit.readUInt8(2), 0xff);
    const level = Math.max(...sps.map((unit) => unit.readUInt8(3)));
    const list = (units: readonly Buffer[]): Buffer[] =>
      units.flatMap((unit) => [Buffer.from([unit.length >> 8, unit.length & 0xff]), unit]);
    return Buffer.concat([
      Buffer.from([1, profile, constraints, level, 0xff, 0xe0 | sps.length]),
      ...list(sps),
      Buffer.from([pps.length]),
      ...list(pps),
      // From the high profile on the box also tells: 4:2:0, 8 bits, no extensions. Joined streams are nothing else.
      ...(profile >= 100 ? [Buffer.from([0xfd, 0xf8, 0xf8, 0])] : []),
    ]);
  }
}

/** The id of an SPS or PPS: an exp-Golomb number, in an SPS after profile, flags and level. */
export function parameterSetId(unit: Buffer): number {
  const firstByte = nalType(unit) === nalTypes.sps ? 4 : 1;
  const bitAt = (bit: number): number => ((unit[firstByte + (bit >> 3)] ?? 0) >> (7 - (bit & 7))) & 1;
  let zeros = 0;
  while (zeros < 16 && bitAt(zeros) === 0) zeros += 1;
  let value = 0;
  for (let bit = zeros; bit <= zeros * 2; bit += 1) value = value * 2 + bitAt(bit);
  return value - 1;
}
