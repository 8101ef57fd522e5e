import { expect, test } from 'vitest';
import { allModels } from '../../workers/providers/replicate/models/all-models.ts';
import { startFakeReplicate } from '../fakes/replicate/fake-replicate.ts';
import { playgroundClient } from '../support/playground-client.ts';
import { startProduct } from '../support/product.ts';
import { testDataDirectory } from '../support/test-database.ts';

test('with a public address the vendor tells what has ended: taken in, and looked at, at once', async () => {
  await using replicate = await startFakeReplicate(allModels);
  await using directory = await testDataDirectory();
  await using product = await startProduct({
    MORA_DATA_DIR: directory.path,
    REPLICATE_API_TOKEN: replicate.token,
    REPLICATE_BASE_URL: replicate.url,
    MORA_PUBLIC_URL: 'https://mora.example',
  });
  // The fake has no way to the world's name.
  replicate.set({ webhookOrigin: new URL(product.url).origin });
  const client = playgroundClient(product.url);
  await client.say('/mora t2v a paper boat --duration 2 --seed 7');
  await expect.poll(() => client.results(), { timeout: 60_000 }).toHaveLength(1);
  expect(await client.results()).toMatchObject([{ status: 'done' }]);
  expect(replicate.webhooks.length).toBeGreaterThan(0);
  expect(replicate.webhooks.every(({ status }) => status === 200)).toBe(true);
  expect(
    replicate.predictions.every(({ webhook }) => webhook?.startsWith('https://mora.example/webhooks/replicate/task-')),
  ).toBe(true);

  const forged = await fetch(new URL('webhooks/replicate/task-1', product.url), { method: 'POST', body: '{}' });
  expect(forged.status).toBe(401);
});
