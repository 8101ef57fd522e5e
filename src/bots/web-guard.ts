import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';

/** Methods that change nothing, by definition. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * What the world may reach by the public name; all else is for the machine itself, since it asks for no password. Slack
 * and those who make videos sign what they send, and its pages for installing are for everybody; without them there is
 * nothing under their prefixes.
 */
const publicPrefixes = ['/clips/', '/slack/', '/webhooks/', '/healthz'] as const;

/**
 * Keeps other web sites out. A page elsewhere can make a browser send requests here in two ways: by naming this address
 * (then `Origin` tells) or by pointing a name of its own at it (then `Host` tells). Programs that are no browsers send
 * neither and pass. Who comes by the host name of `publicUrl` reaches the public paths and nothing else.
 */
export function guardOrigin(listenHost: string, publicUrl?: string): MiddlewareHandler {
  const publicName = publicUrl === undefined ? undefined : hostnameOf(publicUrl);
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    const name = hostnameOf(`http://${host}`);
    // Before the names of this machine: with HOST set to the public name, that name is still the world's.
    if (name !== undefined && name === publicName && !loopbackNames.has(name)) {
      if (!publicPrefixes.some((prefix) => context.req.path.startsWith(prefix))) return context.notFound();
    } else if (!isOurHost(name, listenHost)) {
      return context.json(
        { error: 'This name is not known here. Open the studio by the address that it printed.' },
        421,
      );
    }
    if (!safeMethods.has(context.req.method) && !isSameOrigin(context.req.header(), host)) {
      return context.json({ error: 'Another web page may not do this.' }, 403);
    }
    return next();
  };
}

/** Names by which only this machine reaches itself. */
const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

function isOurHost(name: string | undefined, listenHost: string): boolean {
  if (name === undefined) return false;
  if (loopbackNames.has(name) || name === listenHost.toLowerCase()) return true;
  // Open to the whole network by its operator's wish: reached by any number, but by no foreign name.
  return (listenHost === '0.0.0.0' || listenHost === '::') && isIP(name) !== 0;
}

function isSameOrigin(headers: Readonly<Record<string, string>>, host: string): boolean {
  const origin = headers['origin'];
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === normalHost(host);
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

function normalHost(host: string): string {
  return new URL(`http://${host}`).host;
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/u, '$1').toLowerCase() : undefined;
}
