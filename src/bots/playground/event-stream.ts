import type { LogChange, MessageLog } from './message-log.ts';

/** Proxies and browsers give up on a connection that is silent for a minute. */
const heartbeatMs = 20_000;

/** Events that may wait for a slow page. One that falls further behind is cut off; it reconnects to a fresh snapshot. */
const maxWaiting = 500;

/**
 * Live messages as server-sent events: first `snapshot`, then a `message` for each that is added or changed and a
 * `removed` for each that went away. Ends when the page leaves or the signal aborts.
 */
export function openEventStream(log: MessageLog, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  let end = (): void => {};
  let left = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const send = (event: string, data: unknown): void => {
          if ((controller.desiredSize ?? 0) <= 0) return end();
          controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
        };
        // Listening comes before reading: what arrives in between is sent after the snapshot, not lost.
        let waiting: LogChange[] | undefined = [];
        const tell = (change: LogChange): void =>
          change.kind === 'message' ? send('message', change.message) : send('removed', { id: change.id });
        const stopListening = log.listen((change) => {
          if (waiting === undefined) tell(change);
          else waiting.push(change);
        });
        const heartbeat = setInterval(() => controller.enqueue(encoder.encode(': \n\n')), heartbeatMs);
        end = () => {
          end = () => {};
          stopListening();
          clearInterval(heartbeat);
          signal.removeEventListener('abort', onAbort);
          // A page that left has closed it already.
          if (!left) controller.close();
        };
        const onAbort = (): void => end();
        signal.addEventListener('abort', onAbort);
        if (signal.aborted) return end();
        try {
          const snapshot = await log.page();
          send('snapshot', snapshot);
          for (const change of waiting) tell(change);
          waiting = undefined;
        } catch (error) {
          end();
          throw error;
        }
      },
      cancel() {
        left = true;
        end();
      },
    },
    new CountQueuingStrategy({ highWaterMark: maxWaiting }),
  );
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  return new Response(body, { headers });
}
