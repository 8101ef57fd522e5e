import type { QueueLoad } from '../core/queue/queue-load.ts';
import type { WebServer } from './web-server.ts';

/**
 * `GET /queues`: how much waits and runs, and how many workers there are, as JSON. It stands behind the guard of the
 * server, so it answers on this machine and never by the public name.
 */
export function mountQueueLoad(app: WebServer['app'], load: () => Promise<QueueLoad>): void {
  app.get('/queues', async (context) => {
    context.header('cache-control', 'no-store');
    return context.json(await load());
  });
}
