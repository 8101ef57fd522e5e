import type { Context, MiddlewareHandler } from 'hono';

/**
 * Refuses requests with more than `maxBytes` of a body. One whose length is not told beforehand, as proxies may send it,
 * is read first: hono's own limit makes a new request of it in a way that only works with changed globals.
 */
export function limitBody(maxBytes: number, refuse: (context: Context) => Response): MiddlewareHandler {
  return async (context, next) => {
    const { raw } = context.req;
    const length = raw.headers.get('content-length');
    if (length !== null && !raw.headers.has('transfer-encoding')) {
      return Number(length) > maxBytes ? refuse(context) : next();
    }
    const body: ReadableStream<Uint8Array> | null = raw.body;
    if (body === null) return next();
    const chunks: Uint8Array[] = [];
    let readBytes = 0;
    for await (const chunk of body) {
      readBytes += chunk.length;
      if (readBytes > maxBytes) return refuse(context);
      chunks.push(chunk);
    }
    const { url, method, headers, signal } = raw;
    context.req.raw = new Request(url, { method, headers, signal, body: Buffer.concat(chunks) });
    return next();
  };
}
