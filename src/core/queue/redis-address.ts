/** One server by its name and port. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

interface Login {
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
}

/** Where Redis is: one server, servers watched by Sentinels, or a cluster. */
export type RedisAddress =
  | { readonly kind: 'single'; readonly url: string }
  | (Login & {
      readonly kind: 'sentinel';
      readonly sentinels: readonly RedisNode[];
      /** Of the group of servers, as the Sentinels call it. */
      readonly name: string;
      readonly db: number;
    })
  | (Login & { readonly kind: 'cluster'; readonly nodes: readonly RedisNode[] });

/** How an address may look, for whoever has to mend one. */
export const redisForms =
  'must look like redis://host:6379, rediss://host:6379 for TLS, redis+sentinel://host:26379,host:26379/name or redis+cluster://host:6379,host:6379';

const several =
  /^(?<scheme>rediss?)\+(?<kind>sentinel|cluster):\/\/(?:(?<login>[^@/]*)@)?(?<hosts>[^@/]+)(?<path>(?:\/[^/]*)*)$/u;
const defaultPorts = { sentinel: 26_379, cluster: 6_379 } as const;

/** Reads an address; undefined where it has none of the forms. Names and passwords stand in it as in any URL, encoded. */
export function parseRedisAddress(text: string): RedisAddress | undefined {
  if (/^rediss?:\/\//u.test(text)) return URL.canParse(text) ? { kind: 'single', url: text } : undefined;
  const parts = several.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const kind = parts['kind'] === 'sentinel' ? 'sentinel' : 'cluster';
  const nodes = (parts['hosts'] ?? '').split(',').map((host) => readNode(host, defaultPorts[kind]));
  const known = nodes.filter((node) => node !== undefined);
  const login = readLogin(parts['login']);
  if (known.length < nodes.length || login === undefined) return undefined;
  const common = { ...login, tls: parts['scheme'] === 'rediss' };
  const [, name = '', db = '0', ...rest] = (parts['path'] ?? '').split('/');
  if (kind === 'cluster') return name === '' && db === '0' ? { kind, nodes: known, ...common } : undefined;
  if (!/^[\w.-]+$/u.test(name) || !/^\d{1,3}$/u.test(db) || rest.length > 0) return undefined;
  return { kind, sentinels: known, name, db: Number(db), ...common };
}

function readNode(text: string, defaultPort: number): RedisNode | undefined {
  const [, host, port] = /^(?<host>\[[0-9a-fA-F:]+\]|[\w.-]+)(?::(?<port>\d{1,5}))?$/u.exec(text) ?? [];
  if (host === undefined || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/gu, ''), port: port === undefined ? defaultPort : Number(port) };
}

function readLogin(text: string | undefined): Omit<Login, 'tls'> | undefined {
  if (text === undefined || text === '') return {};
  const [username = '', password] = text.split(':', 2);
  try {
    return {
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === undefined ? {} : { password: decodeURIComponent(password) }),
    };
  } catch {
    return undefined;
  }
}
