/** Types of H.264's units that matter when streams are joined (ITU-T H.264 table 7-1). */
export const nalTypes = { idr: 5, sps: 7, pps: 8 } as const;

/** The type of a unit. */
export function nalType(unit: Uint8Array): number {
  return (unit[0] ?? 0) & 0x1f;
}

/** The units of a packet as MP4 keeps them: each after its length. Throws where the lengths do not add up. */
export function splitPrefixed(data: Buffer, lengthBytes: number): Buffer[] {
  const units: Buffer[] = [];
  for (let at = 0; at < data.length;) {
    if (at + lengthBytes > data.length) throw new Error('a picture is cut off');
    const start = at + lengthBytes;
    const end = start + data.readUIntBE(at, lengthBytes);
    if (end > data.length) throw new Error('a picture is cut off');
    if (end > start) units.push(data.subarray(start, end));
    at = end;
  }
  return units;
}

/** The units of a stream as encoders give them: each after the bytes 0 0 1 (Annex B). */
export function splitAnnexB(data: Buffer): Buffer[] {
  const mark = Buffer.from([0, 0, 1]);
  const units: Buffer[] = [];
  for (let found = data.indexOf(mark); found !== -1;) {
    const next = data.indexOf(mark, found + mark.length);
    let end = next === -1 ? data.length : next;
    // Zeros before a mark belong to the mark; no unit ends with one.
    while (end > found + mark.length && data[end - 1] === 0) end -= 1;
    if (end > found + mark.length) units.push(data.subarray(found + mark.length, end));
    found = next;
  }
  return units;
}

/** Units as a packet of an MP4, with lengths of four bytes. */
export function joinPrefixed(units: readonly Buffer[]): Buffer {
  const parts = units.flatMap((unit) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(unit.length);
    return [length, unit];
  });
  return Buffer.concat(parts);
}
