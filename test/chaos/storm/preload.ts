import { z } from 'zod';

// Loaded into each process of the product before it, by `--import`: its clock can be moved and its memory be asked for.
const orderSchema = z.object({
  storm: z.union([z.object({ clockOffsetMs: z.number() }), z.object({ heap: z.literal(true) })]),
});

let offsetMs = 0;
const realNow = Date.now;
Date.now = () => realNow() + offsetMs;
globalThis.Date = new Proxy(Date, {
  construct(target, values: unknown[]) {
    // What is constructed from Date is one.
    const date = Reflect.construct(target, values) as Date;
    if (values.length === 0) date.setTime(Date.now());
    return date;
  },
});

process.on('message', (message: unknown) => {
  const order = orderSchema.safeParse(message).data?.storm;
  if (order === undefined) return;
  if ('clockOffsetMs' in order) {
    offsetMs = order.clockOffsetMs;
    return;
  }
  // Twice: what the first round let go of may have held other things.
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.({ heapBytes: process.memoryUsage().heapUsed });
});
process.channel?.unref();
