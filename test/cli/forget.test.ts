import { expect, test } from 'vitest';
import { forget } from '../../src/cli/forget.ts';
import { openHouse } from '../../src/cli/house.ts';
import { readConfig } from '../../src/core/config.ts';
import { silentLogger } from '../../src/core/log.ts';
import { testDataDirectory } from '../support/test-database.ts';

test('forget says how much there is, removes it only with --yes, and leaves other spaces alone', async () => {
  await using directory = await testDataDirectory();
  const config = readConfig({ MORA_DATA_DIR: directory.path });
  const here = { platform: 'slack', space: 'T0HERE' };
  const there = { platform: 'slack', space: 'T0THERE' };
  const house = await openHouse(config, silentLogger());
  for (const space of [here, there]) await house.studio.settings.change(space, () => ({ galleryChannel: 'C0GALLERY' }));
  const lines: string[] = [];
  const run = (...args: readonly string[]): Promise<void> =>
    forget(args, config, silentLogger(), (line) => lines.push(line));
  await expect(run('slack', here.space)).rejects.toMatchObject({ code: 'data-directory-in-use' });
  await house.close();

  await run('slack', here.space);
  expect(lines.join('\n')).toContain('0 tasks and 0 videos of slack T0HERE');
  expect(lines.join('\n')).toContain('forget slack T0HERE --yes');
  await run('slack', here.space, '--yes');
  expect(lines.at(-1)).toContain('Removed');
  const after = await openHouse(config, silentLogger());
  expect(await after.studio.settings.isSet(here)).toBe(false);
  expect(await after.studio.settings.isSet(there)).toBe(true);
  await after.close();
});

test.each([[[]], [['slack']], [['irc', 'T1']], [['slack', 'T1', 'T2']]])(
  'forget says how it is used for %j',
  async (args) => {
    await using directory = await testDataDirectory();
    const config = readConfig({ MORA_DATA_DIR: directory.path });
    await expect(forget(args, config, silentLogger(), () => undefined)).rejects.toMatchObject({ code: 'bad-input' });
  },
);
