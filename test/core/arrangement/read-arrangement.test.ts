import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { reservedNames } from '../../../src/commands/index.ts';
import { readArrangement } from '../../../src/core/arrangement/read-arrangement.ts';
import { plainSetup, type Setup, type Surroundings } from '../../../src/core/arrangement/setup.ts';
import { toMoraError } from '../../../src/core/errors.ts';
import { moraPipelines } from '../../../src/core/pipeline/pipelines.ts';
import { providerKinds } from '../../../workers/providers/provider-kinds.ts';

const surroundings: Surroundings = {
  reservedNames: new Set(['status', 'help']),
  providers: {
    sketch: {
      plays: ['prompt', 'text-to-image', 'image-to-image', 'image-to-video'],
      settings: z.strictObject({ 'clip-seconds': z.number().min(1).max(60).exactOptional() }),
    },
    other: { plays: ['image-to-video'], settings: z.strictObject({}) },
    media: { plays: ['finish'], settings: z.strictObject({}) },
  },
};
const read = (text: string): Setup => readArrangement(text, 'mora.config.yaml', surroundings);

/** The problems that are told of a file: "line:column sentence". */
function problemsOf(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    const { code, userMessage } = toMoraError(error);
    expect(code).toBe('configuration');
    const [first, ...lines] = userMessage.split('\n');
    expect(first).toBe('Mend mora.config.yaml, then start again:');
    return lines.map((line) => line.replace(/^ {2}line (\d+), column (\d+): /u, '$1:$2 '));
  }
  throw new Error('nothing was wrong');
}

describe('an arrangement', () => {
  test.each(['', '# only a remark\n', 'crew:\nproviders:\npipelines:\n', '{}'])(
    'of nothing (%j) is the plain one',
    (text) => {
      expect(read(text)).toEqual(plainSetup);
    },
  );

  test('says who plays what, with fallbacks, limits and settings', () => {
    const setup = read(`
crew:
  image-to-video:
    provider: other
    fallbacks: [sketch]
    limit: 2
  text-to-image: sketch
providers:
  sketch:
    clip-seconds: 2.5
  media:
`);
    expect(setup.arrangement.preferences).toEqual({
      'image-to-video': ['other', 'sketch'],
      'text-to-image': ['sketch'],
    });
    expect(setup.limits).toEqual({ 'image-to-video': 2 });
    expect(setup.providerSettings).toEqual({ sketch: { 'clip-seconds': 2.5 }, media: {} });
  });

  test('says how time is shared among people', () => {
    const { fairness } = readArrangement(
      'fairness:\n  open-per-person: 3\n  roles:\n    "1234567890123456789": 4\n',
      'mora.config.yaml',
      surroundings,
    ).arrangement;
    expect(fairness).toEqual({
      person: 3,
      personDay: 0,
      space: 500,
      all: 5_000,
      weights: { '1234567890123456789': 4 },
    });
  });

  test('names models, vendors by a star, editors and one step of this very studio', () => {
    const text = `
crew:
  prompt: openai/*
  image-to-video:
    provider: replicate/seedance-1-pro
    fallbacks: [comfyui/my-own-workflow]
    one-step: true
    editors: [replicate/wan-2.7-videoedit]
providers:
  openai: { prompt-model: llama3.3 }
  replicate: { prices: { seedance-1-pro: { second: 0.05 } } }
`;
    const { arrangement, providerSettings } = readArrangement(text, 'mora.config.yaml', {
      providers: providerKinds,
      reservedNames,
    });
    expect(arrangement).toMatchObject({
      preferences: {
        prompt: ['openai/*'],
        'image-to-video': ['replicate/seedance-1-pro', 'comfyui/my-own-workflow'],
      },
      oneStep: true,
      editors: ['replicate/wan-2.7-videoedit'],
    });
    expect(providerSettings).toMatchObject({ openai: { 'prompt-model': 'llama3.3' } });
  });

  test('knows what only image-to-video is told, and which models there are', () => {
    const wrong = 'crew:\n  prompt:\n    provider: sketch\n    one-step: true\n  connect: replicate/sdxl\n';
    const reading = (): unknown =>
      readArrangement(wrong, 'mora.config.yaml', { providers: providerKinds, reservedNames });
    expect(reading).toThrow(/“one-step” is not known here[\s\S]*“replicate\/sdxl” does not play connect/u);
  });

  test('adds own kinds, and other stages for one of the six', () => {
    const { pipelines } = read(`
pipelines:
  anime:
    takes: t2v
    description: An anime film
    stages: &anime
      - prompt
      - text-to-image
      - agent: image-to-image
        when: asks-for-change
        say: in the style of an anime film
      - image-to-video
      - finish
  t2v:
    stages: *anime
`).arrangement;
    const stages = [
      { agent: 'prompt' },
      { agent: 'text-to-image' },
      { agent: 'image-to-image', when: 'asks-for-change', say: 'in the style of an anime film' },
      { agent: 'image-to-video' },
      { agent: 'finish' },
    ];
    expect(pipelines).toEqual({
      ...moraPipelines,
      anime: { takes: 't2v', description: 'An anime film', stages },
      t2v: { takes: 't2v', stages },
    });
  });

  test('of the example file is right for this very studio', async () => {
    const text = await readFile('mora.config.example.yaml', 'utf8');
    const setup = readArrangement(text, 'mora.config.example.yaml', { providers: providerKinds, reservedNames });
    expect(setup.arrangement.pipelines['anime']).toMatchObject({ takes: 't2v' });
    expect(setup.limits).toEqual({ 'image-to-video': 1 });
  });

  test('is read or refused, whatever the file holds: nothing else comes out', () => {
    const word = fc.constantFrom(
      'crew',
      'pipelines',
      'prompt',
      'a',
      ':',
      '-',
      '\n',
      '  ',
      '\t',
      '[',
      '{',
      '}',
      '&a',
      '*a',
      '"',
      '1',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(' ')),
          fc.json(),
        ),
        (text) => {
          try {
            read(text);
          } catch (error) {
            const { code, userMessage } = toMoraError(error);
            expect(code).toBe('configuration');
            expect(userMessage).toMatch(/line \d+, column \d+: /u);
          }
        },
      ),
    );
  });
});

describe('what is wrong', () => {
  test('with the crew is told all at once, where it stands, and what to do', () => {
    expect(
      problemsOf(`crew:
  image-to-vide: sketch
  finish: sketch
  prompt:
    provider: nobody
    limit: 200
    colour: red
  text-to-image: 4
  image-to-video:
    provider: sketch
    fallbacks: [other, sketch, other]
    limit: two
`),
    ).toEqual([
      expect.stringMatching(/^2:3 “image-to-vide” is no agent\. The agents are prompt, .*finish\.$/u),
      '3:11 “sketch” does not play finish. Write one of: media.',
      '5:15 “nobody” is no provider. Write one of: sketch.',
      '6:12 Write at most 64 here.',
      '7:5 “colour” is not known here. Take it away, or write one of: provider, fallbacks, limit.',
      '8:18 Write the name of a provider here, or keys with values.',
      '12:12 Write a number here.',
    ]);
    expect(
      problemsOf('crew:\n  image-to-video:\n    provider: sketch\n    fallbacks: [other, sketch, other]\n'),
    ).toEqual([
      '4:24 “sketch” is named before. Take it away here.',
      '4:32 “other” is named before. Take it away here.',
    ]);
  });

  test('with settings is told by the schema of their provider, without their values', () => {
    const problems = problemsOf(
      'providers:\n  sketch: {clip-seconds: s3cret, speed: 1}\n  openai: {}\n  media: {a: 1}\n',
    );
    expect(problems).toEqual([
      '2:26 Write a number here.',
      '2:34 “speed” is not known here. Take it away, or write one of: clip-seconds.',
      '3:3 “openai” is no provider. The providers are sketch, other, media.',
      '4:11 “a” is not known here. Take it away: nothing can be set here.',
    ]);
  });

  test('with the names and shapes of pipelines is told', () => {
    expect(
      problemsOf(`pipelines:
  Help!: {takes: connect, stages: [connect, finish]}
  help: {takes: connect, stages: [connect, finish]}
  constructor: {takes: connect, stages: [connect, finish]}
  own:
    stages: [prompt, fly]
  t2v: {takes: i2v, description: mine, stages: []}
pipeline: {}
`),
    ).toEqual([
      expect.stringMatching(/^2:3 “Help!” cannot be typed as a command\. Name it by a lower-case word/u),
      expect.stringMatching(/^3:3 “help” is the name of something else/u),
      expect.stringMatching(/^4:3 “constructor” is the name of something else/u),
      '5:3 “takes” is missing. Write one of these for it: t2v, i2v, extend, edit, connect, simulate.',
      expect.stringMatching(/^6:22 Write one of these here: prompt, /u),
      '7:16 Write one of these here: t2v.',
      expect.stringMatching(/^7:21 “description” is not known here/u),
      '7:48 Write at least one item here.',
      '8:1 “pipeline” is not known here. Take it away, or write one of: crew, providers, pipelines, fairness.',
    ]);
  });

  test('with a pipeline that could not be run is told at its stage', () => {
    expect(
      problemsOf(`pipelines:
  late:
    takes: t2v
    stages:
      - image-to-video
      - finish
  loose:
    takes: simulate
    stages: [prompt, {agent: text-to-image, when: picture}, image-to-video, finish]
`),
    ).toEqual([
      expect.stringMatching(/^5:9 image-to-video reads what prompt makes .* Put prompt before it\.$/u),
      expect.stringMatching(/^5:9 image-to-video needs a picture\. Put text-to-image before it/u),
      expect.stringMatching(/^9:61 image-to-video needs a picture/u),
    ]);
  });

  test('with YAML itself is told by line and column, too', () => {
    expect(problemsOf('crew:\n  prompt: sketch\n  prompt: nobody\n')).toEqual([
      expect.stringMatching(/^3:3 This key stands here for the second time/u),
      '3:11 “nobody” is no provider. Write one of: sketch.',
    ]);
    expect(problemsOf('crew:\n\tprompt: sketch\n')[0]).toMatch(/^2:1 A tab stands here/u);
    expect(problemsOf('crew: [1\nproviders: {')[0]).toMatch(/^2:1 This cannot be read as YAML: .*Look at/u);
    expect(problemsOf('crew: {}\n---\ncrew: {}\n')[0]).toMatch(/^2:1 A second document/u);
    expect(problemsOf('crew: *nobody\n')[0]).toMatch(/cannot be followed/u);
    expect(problemsOf('hello')).toEqual(['1:1 Write keys with values here.']);
    expect(problemsOf('crew: 5\npipelines: []')).toEqual([
      '1:7 Write keys with values here.',
      '2:12 Write keys with values here.',
    ]);
  });
});
