import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { testDataDirectory } from '../support/test-database.ts';

test('npm start that is told to end takes the studio with it', async () => {
  await using directory = await testDataDirectory();
  const npm = spawn('npm', ['start'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', MORA_DATA_DIR: directory.path },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let url = '';
  for await (const line of createInterface({ input: npm.stdout })) {
    url = /is ready: (http\S+)$/u.exec(line)?.[1] ?? '';
    if (url !== '') break;
  }
  const isUp = (): Promise<boolean> =>
    fetch(`${url}healthz`).then(
      () => true,
      () => false,
    );
  expect(await isUp()).toBe(true);
  const left = once(npm, 'exit');
  npm.kill('SIGTERM');
  await left;
  await expect.poll(isUp).toBe(false);
  // Its data is free again, so it came to its end in order.
  const again = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', 'start'], {
    env: { PATH: process.env['PATH'], PORT: '0', MORA_DATA_DIR: directory.path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await expect(once(createInterface({ input: again.stdout }), 'line')).resolves.toMatchObject([/is ready/u]);
  again.kill('SIGTERM');
  await once(again, 'exit');
});
