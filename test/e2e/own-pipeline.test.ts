import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testDataDirectory } from '../support/test-database.ts';

const arrangement = `
crew:
  image-to-video: { provider: sketch, limit: 2 }
providers:
  sketch: { clip-seconds: 1 }
pipelines:
  anime:
    takes: t2v
    stages:
      - prompt
      - text-to-image
      - { agent: image-to-image, say: in black and white }
      - image-to-video
      - finish
`;

const summarySchema = z.object({
  kind: z.string(),
  frames: z.number(),
  durationS: z.number(),
  stages: z.array(z.object({ key: z.string(), agent: z.string() })),
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the mora command as a process in a folder of its own, where an arrangement may lie. */
async function mora(cwd: string, args: readonly string[], environment = {}): Promise<Ended> {
  const entry = path.resolve('src/main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, out, err };
}

describe('a studio that its operator arranged', () => {
  test('renders an own kind by its own stages, in clips as long as its provider is told', async () => {
    await using place = await temporaryDirectory();
    await using directory = await testDataDirectory();
    await writeFile(path.join(place.path, 'mora.config.yaml'), arrangement);
    const words = ['--prompt', 'a lake at dawn', '--duration', '1.5', '--ratio', '1:1', '--seed', '0'];
    const args = ['render', 'anime', ...words, '--out', 'x.mp4', '--json'];
    const ended = await mora(place.path, args, { MORA_DATA_DIR: directory.path });
    expect(ended).toMatchObject({ code: 0, err: '' });
    const summary = summarySchema.parse(JSON.parse(ended.out));
    expect(summary).toMatchObject({ kind: 'anime', frames: 36, durationS: 1.5 });
    expect(summary.stages.map(({ key }) => key)).toEqual([
      'prompt',
      'picture',
      'change',
      'motion-1',
      'motion-2',
      'finish',
    ]);
  });

  test('prints the same plan without making anything', async () => {
    await using place = await temporaryDirectory();
    await writeFile(path.join(place.path, 'mora.config.yaml'), arrangement);
    const ended = await mora(place.path, ['pipeline', 'anime', '--duration', '1.5']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    const keys = [...ended.out.matchAll(/[├└]─ ([^:]+):/gu)].map(([, key]) => key);
    expect(keys).toEqual(['finish', 'motion-2', 'motion-1', 'change', 'picture', 'prompt']);
  });

  test('is told by doctor what it arranges', async () => {
    await using place = await temporaryDirectory();
    await writeFile(path.join(place.path, 'mine.yaml'), arrangement);
    const ended = await mora(place.path, ['doctor'], { MORA_CONFIG: 'mine.yaml' });
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(/mine\.yaml .*image-to-video by sketch, 2 at a time; anime takes what t2v does: /u);
  });

  test.each([['start'], ['worker'], ['render'], ['pipeline']])(
    'is told by %s what is wrong, and ends',
    async (name) => {
      await using place = await temporaryDirectory();
      await writeFile(path.join(place.path, 'mora.config.yaml'), 'crew:\n  prompt: nobody\n  fly: sketch\n');
      const ended = await mora(place.path, [name], { REDIS_URL: 'redis://127.0.0.1:1' });
      expect(ended).toMatchObject({ code: 2, out: '' });
      expect(ended.err).toMatch(
        /^Mend mora\.config\.yaml, then start again:\n {2}line 2, column 11: .*\n {2}line 3, column 3: .*\n$/u,
      );
    },
  );

  test('without the file that it names does not start', async () => {
    await using place = await temporaryDirectory();
    const ended = await mora(place.path, ['start'], { MORA_CONFIG: 'gone.yaml' });
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('gone.yaml is not there') });
  });
});
