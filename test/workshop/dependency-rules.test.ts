import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const run = promisify(execFile);

/** What the linter says of one file planted in an empty house with our rules. */
async function lint(file: string, text: string): Promise<string> {
  await using house = await temporaryDirectory();
  await copyFile('.oxlintrc.json', path.join(house.path, '.oxlintrc.json'));
  const planted = path.join(house.path, file);
  await mkdir(path.dirname(planted), { recursive: true });
  await writeFile(planted, text);
  const oxlint = path.resolve('node_modules/.bin/oxlint');
  return await run(oxlint, ['-f', 'unix', '.'], { cwd: house.path }).then(
    ({ stdout }) => stdout,
    (error: unknown) => (error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)),
  );
}

const use = (from: string): string => `import { thing } from '${from}';\n\nexport const used = thing;\n`;

test.each([
  ['src/core/studio/planted.ts', '../../bots/card.ts'],
  ['src/core/planted.ts', '../commands/index.ts'],
  ['src/core/planted.ts', '../../workers/crew.ts'],
  ['src/core/planted.ts', 'bullmq'],
  ['src/core/studio/planted.ts', 'drizzle-orm/pg-core'],
  ['src/core/queue/planted.ts', 'sharp'],
  ['src/core/media/planted.ts', 'ioredis'],
  ['src/commands/planted.ts', '../bots/card.ts'],
  ['src/bots/discord/planted.ts', '../playground/page.ts'],
  ['src/bots/discord/intake/planted.ts', '../../playground/page.ts'],
  ['src/bots/planted.ts', './discord/discord.ts'],
  ['src/bots/planted.ts', 'discord.js'],
  ['src/bots/playground/planted.ts', 'discord.js'],
  ['src/bots/discord/planted.ts', 'hono'],
  ['src/bots/discord/planted.ts', '../../../workers/crew.ts'],
  ['src/bots/slack/planted.ts', '../discord/discord.ts'],
  ['src/bots/slack/intake/planted.ts', '../../playground/page.ts'],
  ['src/bots/planted.ts', './slack/slack.ts'],
  ['src/bots/planted.ts', '@slack/bolt'],
  ['src/bots/discord/planted.ts', '@slack/bolt'],
  ['src/bots/slack/planted.ts', 'discord.js'],
  ['src/bots/slack/planted.ts', '@slack/web-api'],
  ['src/bots/slack/planted.ts', '../../../workers/crew.ts'],
  ['src/bots/planted.ts', 'node-av'],
  ['workers/planted.ts', '../src/bots/card.ts'],
  ['workers/planted.ts', '../src/commands/index.ts'],
  ['workers/providers/openai/planted.ts', '../sketch/provider.ts'],
  ['workers/providers/openai/planted.ts', '../../run-stage.ts'],
  ['src/cli/planted.ts', '../main.ts'],
  ['src/core/arrangement/planted.ts', 'yaml'],
  ['src/core/artifacts/planted.ts', '@aws-sdk/client-s3'],
  ['workers/planted.ts', '@aws-sdk/client-s3'],
])('%s may not import %s', async (file, from) => {
  expect(await lint(file, use(from))).toContain('no-restricted-imports');
});

test.each([
  ['src/core/queue/planted.ts', 'bullmq'],
  ['src/core/database/planted.ts', 'pg'],
  ['src/core/media/planted.ts', 'node-av'],
  ['src/core/arrangement/yaml-document.ts', 'yaml'],
  ['src/bots/playground/planted.ts', 'hono'],
  ['src/bots/discord/intake/planted.ts', 'discord.js'],
  ['src/bots/discord/intake/planted.ts', '../place/cards.ts'],
  ['src/bots/slack/planted.ts', '@slack/bolt'],
  ['src/bots/slack/intake/planted.ts', '../place/cards.ts'],
  ['src/bots/slack/http/planted.ts', 'hono'],
  ['src/bots/planted.ts', '../commands/index.ts'],
  ['workers/providers/sketch/planted.ts', './understand/words.ts'],
  ['workers/providers/sketch/paint/planted.ts', '../understand/words.ts'],
  ['workers/providers/media/planted.ts', '../../../src/core/media/media-tools.ts'],
])('%s may import %s', async (file, from) => {
  expect(await lint(file, use(from))).not.toContain('no-restricted-imports');
});

test('a circle of imports is found', async () => {
  await using house = await temporaryDirectory();
  await copyFile('.oxlintrc.json', path.join(house.path, '.oxlintrc.json'));
  await writeFile(
    path.join(house.path, 'one.ts'),
    "import { two } from './two.ts';\n\nexport const one = () => two;\n",
  );
  await writeFile(
    path.join(house.path, 'two.ts'),
    "import { one } from './one.ts';\n\nexport const two = () => one;\n",
  );
  const linted = run(path.resolve('node_modules/.bin/oxlint'), ['-f', 'unix', '.'], { cwd: house.path });
  await expect(linted).rejects.toMatchObject({ stdout: expect.stringContaining('no-cycle') });
});
