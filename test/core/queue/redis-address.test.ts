import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRedisAddress } from '../../../src/core/queue/redis-address.ts';

const node = fc.record({
  host: fc.constantFrom('localhost', '10.0.0.1', 'redis-1.example', '::1'),
  port: fc.integer({ min: 1, max: 65_535 }),
});
const secret = fc.string({ minLength: 1, unit: 'grapheme' });
const written = ({ host, port }: { host: string; port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

test('what is written by the rules is read as it was meant', () => {
  fc.assert(
    fc.property(
      fc.array(node, { minLength: 1, maxLength: 5 }),
      secret,
      secret,
      fc.integer({ min: 0, max: 15 }),
      fc.boolean(),
      (nodes, username, password, db, tls) => {
        const login = `${encodeURIComponent(username)}:${encodeURIComponent(password)}@`;
        const scheme = tls ? 'rediss' : 'redis';
        const hosts = nodes.map(written).join(',');
        const common = { username, password, tls };
        expect(parseRedisAddress(`${scheme}+sentinel://${login}${hosts}/mymaster/${db}`)).toEqual({
          kind: 'sentinel',
          sentinels: nodes,
          name: 'mymaster',
          db,
          ...common,
        });
        expect(parseRedisAddress(`${scheme}+cluster://${login}${hosts}`)).toEqual({
          kind: 'cluster',
          nodes,
          ...common,
        });
      },
    ),
  );
});

test('ports, logins and numbers of databases may be left out', () => {
  expect(parseRedisAddress('redis+sentinel://a,b/main')).toEqual({
    kind: 'sentinel',
    sentinels: [
      { host: 'a', port: 26_379 },
      { host: 'b', port: 26_379 },
    ],
    name: 'main',
    db: 0,
    tls: false,
  });
  expect(parseRedisAddress('rediss://user:secret@a:6380/2')).toEqual({
    kind: 'single',
    url: 'rediss://user:secret@a:6380/2',
  });
});

test.each([
  '',
  'a:6379',
  'http://a:6379',
  'redis+sentinel://a,b',
  'redis+sentinel://a,,b/main',
  'redis+sentinel://a:0/main',
  'redis+sentinel://a:99999/main',
  'redis+sentinel://a/main/x',
  'redis+sentinel://a/main/1/2',
  'redis+sentinel://u:%zz@a/main',
  'redis+cluster://a/1',
  'redis+cluster://',
])('%s is none', (text) => {
  expect(parseRedisAddress(text)).toBeUndefined();
});

test('whatever is written, it is read or refused', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseRedisAddress(`redis+cluster://${text}`)));
});
