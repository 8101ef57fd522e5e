import { expect, test } from 'vitest';
import { readConfig } from '../../../src/core/config.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { createMediaTools } from '../../../src/core/media/media-tools.ts';
import { presenceOf } from '../../../workers/presence.ts';
import { createProviders } from '../../../workers/providers/create-providers.ts';
import { providerKinds } from '../../../workers/providers/provider-kinds.ts';

const logger = silentLogger();

test('what is said of each provider is so', async () => {
  await using media = createMediaTools({ logger });
  const { providers } = await createProviders({ config: readConfig({}), logger, media, settings: {} });
  const made = providers.map(({ name, agents }) => [name, new Set(Object.keys(agents))]);
  const said = ['sketch', 'media'].map((name) => [name, new Set(providerKinds[name]?.plays)]);
  expect(Object.fromEntries(made)).toEqual(Object.fromEntries(said));
  await Promise.all(providers.map((provider) => provider.close()));
});

test('the sketch makes clips as long as it is told', async () => {
  await using media = createMediaTools({ logger });
  const lengthOf = async (settings: Record<string, unknown>): Promise<number | undefined> => {
    const { providers } = await createProviders({ config: readConfig({}), logger, media, settings });
    await Promise.all(providers.map((provider) => provider.close()));
    return providers.find(({ name }) => name === 'sketch')?.motion?.maxClipS;
  };
  expect(await lengthOf({ sketch: { 'clip-seconds': 2.5 } })).toBe(2.5);
  expect(await lengthOf({})).toBeUndefined();
});

test('a worker lets the others know the agents that it serves, with who plays them', () => {
  const run = () => Promise.reject(new Error('not played'));
  const big = {
    name: 'big',
    label: 'Big',
    prices: { prompt: { turnUsd: 0.01, secondUsd: 0 } },
    agents: { prompt: run, 'image-to-video': run },
    motion: { maxClipS: 4, videoToVideo: false },
  };
  const small = { name: 'small', label: 'Small', agents: { prompt: run }, stopped: () => 'no credit' };
  expect(presenceOf('here', [big, small], ['prompt', 'connect'])).toEqual({
    workerId: 'here',
    agents: { prompt: ['big', 'small'] },
    motion: { big: { maxClipS: 4, videoToVideo: false } },
    providers: {
      big: { label: 'Big', prices: { prompt: { turnUsd: 0.01, secondUsd: 0 } } },
      small: { label: 'Small', prices: {}, stopped: 'no credit' },
    },
  });
});
