import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';

/** Every field of the model's table that has to be sent. */
const input = { prompt: 'a paper boat', aspect_ratio: '16:9', seed: 7, output_format: 'png' };

const seenSchema = z.object({
  requests: z.array(z.object({ method: z.string(), path: z.string() })),
  predictions: z.array(z.object({ id: z.string(), status: z.string() })),
});

it('runs as a program that a test in another process steers', async () => {
  const program = fileURLToPath(new URL('serve.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line]: unknown[] = await once(child.stdout, 'data');
    const url = String(line).trim();
    const control = (command: unknown) =>
      fetch(new URL('/_control', url), { method: 'POST', body: JSON.stringify(command) });
    const seen = async () => seenSchema.parse(await (await fetch(new URL('/_seen', url))).json());

    expect((await control({ do: 'next', script: { status: 'hold' } })).status).toBe(200);
    const created = await fetch(`${url}/models/black-forest-labs/flux-schnell/predictions`, {
      method: 'POST',
      headers: { authorization: 'Bearer r8_fake', 'content-type': 'application/json' },
      body: JSON.stringify({ input }),
    });
    expect(created.status).toBe(201);
    await expect.poll(async () => (await seen()).predictions).toMatchObject([{ status: 'processing' }]);
    await control({ do: 'release-all' });
    expect(await seen()).toMatchObject({ requests: [{ method: 'POST' }], predictions: [{ status: 'succeeded' }] });
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
});
