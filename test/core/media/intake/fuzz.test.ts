import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { MoraError } from '../../../../src/core/errors.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import { createMediaTools, type MediaTools } from '../../../../src/core/media/media-tools.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { FilmLab } from './film.ts';
import { mutate, seededRandom } from './mutate.ts';

/** How long to go on; the first mutations are always the same. */
const budgetMs = Number(process.env['MORA_FUZZ_SECONDS'] ?? 10) * 1000;
const seed = Number(process.env['MORA_FUZZ_SEED'] ?? 1);

/** Codes with which a video may be refused; `internal` would blame us for a stranger's file. */
const refusals: ReadonlySet<string> = new Set(['bad-media', 'timed-out']);

it('survives videos that are damaged in any way', { timeout: budgetMs + 120_000 }, async () => {
  await using directory = await temporaryDirectory();
  await using media = createMediaTools({ logger: silentLogger() });
  const file = (name: string): string => path.join(directory.path, name);
  const films = await makeFilms(file);
  const random = seededRandom(seed);
  const pick = (): Buffer => films[Math.floor(random() * films.length)] ?? Buffer.alloc(0);
  const end = performance.now() + budgetMs;
  const ends = new Map<string, number>();
  for (let index = 0; performance.now() < end; index += 1) {
    const bytes = mutate(pick(), pick(), random);
    const how = await take(media, file('in'), bytes, file('out.mp4'));
    expect(how === 'taken' || refusals.has(how), `mutation ${index} of seed ${seed} ended as ${how}`).toBe(true);
    ends.set(how, (ends.get(how) ?? 0) + 1);
  }
  // Damage in the pictures' data goes through, damage in headers does not: both must have been seen.
  expect([...ends.keys()]).toEqual(expect.arrayContaining(['taken', 'bad-media']));
  expect(await take(media, file('in'), films[0] ?? Buffer.alloc(0), file('out.mp4'))).toBe('taken');
});

async function take(media: MediaTools, inPath: string, bytes: Buffer, outPath: string): Promise<string> {
  await writeFile(inPath, bytes);
  try {
    await media.takeVideo(inPath, outPath);
    await media.extractFrame(outPath, 'last', `${outPath}.png`);
    return 'taken';
  } catch (error) {
    if (error instanceof MoraError) return error.code;
    throw error;
  } finally {
    await rm(outPath, { force: true });
  }
}

async function makeFilms(file: (name: string) => string): Promise<Buffer[]> {
  await using lab = new FilmLab();
  const small = { width: 64, height: 48, startTicks: [0, 1, 2, 3, 4, 5] };
  const paths = [
    await lab.make({ path: file('h264'), format: 'mp4', sound: { codec: 'aac', startS: 0, durationS: 0.2 }, ...small }),
    await lab.make({
      path: file('hevc'),
      format: 'mov',
      codec: 'libx265',
      options: { 'x265-params': 'log-level=none' },
      sound: { codec: 'alac', startS: 0, durationS: 0.2 },
      ...small,
    }),
    await lab.make({
      path: file('vp9'),
      format: 'webm',
      codec: 'libvpx-vp9',
      sound: { codec: 'libopus', startS: 0, durationS: 0.2 },
      ...small,
    }),
    await lab.make({ path: file('vp8'), format: 'matroska', codec: 'libvpx', ...small }),
    await lab.make({ path: file('av1'), format: 'mp4', codec: 'libsvtav1', ...small, width: 64, height: 64 }),
    await lab.make({ path: file('gif'), format: 'gif', codec: 'gif', pixelFormat: 'rgb8', ...small }),
  ];
  const pages = await Promise.all(
    ['red', 'green', 'blue'].map((background) =>
      sharp({ create: { width: 64, height: 48, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const webp = await sharp(pages, { join: { animated: true } })
    .webp()
    .toBuffer();
  return [...(await Promise.all(paths.map((film) => readFile(film)))), webp];
}
