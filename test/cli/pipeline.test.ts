import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { pipeline } from '../../src/cli/pipeline.ts';
import { readConfig } from '../../src/core/config.ts';
import { silentLogger } from '../../src/core/log.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** What `mora pipeline` prints; with the text of a configuration file, where one is given. */
async function printed(args: readonly string[], arrangement?: string): Promise<string> {
  await using place = await temporaryDirectory();
  const file = path.join(place.path, 'mora.config.yaml');
  await writeFile(file, arrangement ?? '');
  const lines: string[] = [];
  const config = readConfig({ MORA_CONFIG: file, MORA_AGENTS: 'none' });
  await pipeline(args, config, silentLogger(), new AbortController().signal, (line) => lines.push(line));
  return lines.join('\n');
}

const anime = `
crew:
  image-to-video: { provider: sketch }
providers:
  sketch: { clip-seconds: 4 }
pipelines:
  anime:
    takes: t2v
    stages: [prompt, text-to-image, { agent: image-to-image, say: in felt }, image-to-video, finish]
`;

describe('mora pipeline', () => {
  test('prints the plan as a tree and as Mermaid, and needs no words', async () => {
    const text = await printed(['t2v', '--duration', '12']);
    expect(text).toMatch(/^delivery\n└─ finish: finish by media \(motion as 12 s of 1024×576\)\n/u);
    expect(text).toMatch(/\n\n```mermaid\nflowchart LR\n[^`]+ --> delivery\n```$/u);
  });

  test('heeds the arrangement: own kinds, their words, and chained clips', async () => {
    const text = await printed(['anime', '--duration', '7', '--prompt', 'a castle'], anime);
    expect(text).toContain('change: image-to-image by sketch (the result of picture, and the words “in felt”)');
    expect(text).toMatch(
      /motion-2: .* from the last frame of motion-1\)\n\s+└─ motion-1: .* from the result of change\)/u,
    );
    expect(await printed(['t2v', '--duration', '7'])).not.toContain('motion-2');
  });

  test('prints what its documentation shows, from the example that is given there', async () => {
    const docs = await readFile('docs/pipelines.md', 'utf8');
    const example = /^```yaml\n([\s\S]*?)^```$/mu.exec(docs)?.[1];
    const flat = docs.replaceAll(/^ {4}/gmu, '');
    const [tree, mermaid] = (await printed(['t2v', '--duration', '12'], example)).split('\n\n');
    expect(flat).toContain(tree);
    expect(docs).toContain(mermaid);
    expect(flat).toContain((await printed(['anime', '--duration', '8'], example)).split('\n\n')[0]);
  });

  test.each([
    [['i2v'], 'Planned for a picture of 1024×576: no file was given.'],
    [['extend', '--backward'], 'Planned for a video of 5 s, 1024×576: no file was given.'],
    [['connect'], 'Planned for 2 videos of 5 s, 1024×576: no file was given.'],
    [['edit'], 'from every frame of the video'],
    [['simulate'], 'picture: text-to-image'],
  ])('plans %j for stand-ins', async (args, words) => {
    expect(await printed(args)).toContain(words);
  });

  test('looks at a picture that is given', async () => {
    await using place = await temporaryDirectory();
    const file = path.join(place.path, 'tall.png');
    await writeFile(file, createCanvas(90, 160).toBuffer('image/png'));
    const text = await printed(['simulate', '--image', file]);
    expect(text).toContain('576×1024');
    expect(text).toContain('change: image-to-image by sketch (the picture of the request)');
    expect(text).not.toContain('Planned for');
  });

  test('refuses a video that is none', async () => {
    await using place = await temporaryDirectory();
    const file = path.join(place.path, 'text.mp4');
    await writeFile(file, 'I am text');
    await expect(printed(['edit', '--video', file])).rejects.toMatchObject({ code: 'bad-media' });
  });

  test.each([
    [[], /Say what to make: one of t2v, .*Usage: npm run mora -- pipeline/u],
    [['fly'], /Say what to make/u],
    [['t2v', '--duration', '0'], /shortest video/u],
    [['t2v', '--out', 'x.mp4'], /--out.*Usage/u],
    [['t2v', '--video', 'x.mp4'], /takes no video.*Usage/u],
    [['edit', '--video', 'nowhere.mp4'], /no readable file .*--video/u],
  ])('%j is bad input', async (args, words) => {
    await expect(printed(args)).rejects.toMatchObject({ code: 'bad-input', userMessage: expect.stringMatching(words) });
  });

  test('tells what is wrong with the arrangement before anything else', async () => {
    await expect(printed(['t2v'], 'crew: 1')).rejects.toMatchObject({
      code: 'configuration',
      userMessage: expect.stringContaining('line 1, column 7'),
    });
  });
});
