/** The first bytes of a stream, and a stream that still has them all. */
export interface Peeked {
  readonly head: Uint8Array;
  readonly whole: ReadableStream<Uint8Array>;
}

/** Reads at least the first bytes of a stream, or all of a shorter one, and hands back a stream that lost nothing. */
export async function peek(source: ReadableStream<Uint8Array>, leastBytes: number): Promise<Peeked> {
  const reader = source.getReader();
  const seen: Uint8Array[] = [];
  let sizeBytes = 0;
  while (sizeBytes < leastBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    seen.push(value);
    sizeBytes += value.byteLength;
  }
  const head = Buffer.concat(seen).subarray(0, leastBytes);
  const whole = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const kept = seen.shift();
      if (kept !== undefined) return controller.enqueue(kept);
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { head, whole };
}
