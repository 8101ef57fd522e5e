import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeSetup } from '../../../src/core/arrangement/describe-setup.ts';
import { loadArrangement } from '../../../src/core/arrangement/load-arrangement.ts';
import { plainSetup } from '../../../src/core/arrangement/setup.ts';
import { providerKinds } from '../../../workers/providers/provider-kinds.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const surroundings = { providers: providerKinds, reservedNames: new Set<string>() };

describe('the file of an arrangement', () => {
  test('may be missing where nobody named it', async () => {
    await using place = await temporaryDirectory();
    const missing = path.join(place.path, 'mora.config.yaml');
    expect(await loadArrangement({ path: missing, named: false }, surroundings)).toEqual(plainSetup);
    await expect(loadArrangement({ path: missing, named: true }, surroundings)).rejects.toMatchObject({
      code: 'configuration',
      userMessage: `${missing} is not there. Mend MORA_CONFIG, or take it away.`,
    });
  });

  test('that cannot be read is told, not passed over', async () => {
    await using place = await temporaryDirectory();
    const folder = path.join(place.path, 'mora.config.yaml');
    await mkdir(folder);
    await expect(loadArrangement({ path: folder, named: false }, surroundings)).rejects.toMatchObject({
      code: 'configuration',
      userMessage: expect.stringContaining('cannot be read'),
    });
  });

  test('is named with what it says, and in its problems', async () => {
    await using place = await temporaryDirectory();
    const file = path.join(place.path, 'mine.yaml');
    await writeFile(file, 'crew: { image-to-video: { provider: sketch, limit: 2 } }\nproviders: { sketch: {} }\n');
    const { file: from, ...setup } = await loadArrangement({ path: file, named: true }, surroundings);
    expect(from).toBe(file);
    expect(describeSetup(setup)).toEqual(['image-to-video by sketch, 2 at a time', 'settings for sketch']);
    await writeFile(file, 'crews: {}');
    await expect(loadArrangement({ path: file, named: true }, surroundings)).rejects.toMatchObject({
      userMessage: expect.stringContaining(`Mend ${file}, then start again:\n  line 1, column 1: `),
    });
  });
});

test('what is arranged is said in a few words, and nothing where nothing is', () => {
  expect(describeSetup(plainSetup)).toEqual([]);
  const stages = [{ agent: 'connect' }, { agent: 'finish' }] as const;
  const pipelines = {
    ...plainSetup.arrangement.pipelines,
    mine: { takes: 'connect', stages },
    connect: { takes: 'connect', stages },
  } as const;
  expect(
    describeSetup({ ...plainSetup, arrangement: { pipelines, preferences: { finish: ['media', 'other'] } } }),
  ).toEqual([
    'finish by media, else other',
    'connect as connect → finish',
    'mine takes what connect does: connect → finish',
  ]);
});
