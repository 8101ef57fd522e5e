import { describe, expect, test } from 'vitest';
import { checkPipeline } from '../../../src/core/arrangement/check-pipeline.ts';
import { moraPipelines, pipelineStageSchema, type Pipeline } from '../../../src/core/pipeline/pipelines.ts';

/** A pipeline from words: `t2v: prompt, image-to-image when picture, finish`. */
function pipelineOf(words: string): Pipeline {
  const [takes = '', stages = ''] = words.split(': ');
  const found = Object.values(moraPipelines).find((pipeline) => pipeline.takes === takes);
  if (found === undefined) throw new Error(`no kind ${takes}`);
  return {
    takes: found.takes,
    stages: stages.split(', ').map((stage) => {
      const [agent, when] = stage.split(' when ');
      return pipelineStageSchema.parse({ agent, ...(when === undefined ? {} : { when }) });
    }),
  };
}

/** What is told of a pipeline: "number of the stage: sentence". */
function told(pipeline: Pipeline): string[] {
  const problems: string[] = [];
  checkPipeline(pipeline, ['stages'], (path, text) => problems.push(`${path[1] ?? 'all'}: ${text}`));
  return problems;
}

describe('a pipeline', () => {
  test.each(Object.entries(moraPipelines))("of Mora's own (%s) can be run", (_name, pipeline) => {
    expect(told(pipeline)).toEqual([]);
  });

  test.each([
    't2v: prompt, text-to-image, image-to-image, image-to-image, image-to-video, finish',
    't2v: prompt, text-to-image, image-to-video, finish',
    'i2v: prompt, image-to-image, image-to-video, finish',
    'extend: prompt, image-to-image, image-to-video, finish',
    'simulate: prompt, text-to-image, image-to-video when picture, image-to-video when no-picture, finish',
    'connect: connect, finish',
  ])('can be arranged otherwise: %s', (words) => expect(told(pipelineOf(words))).toEqual([]));

  test.each([
    ['t2v: prompt, text-to-image, image-to-video', '2: The last stage has to be finish'],
    ['t2v: prompt, text-to-image, image-to-video, finish when picture', 'The last stage has to be finish'],
    ['t2v: prompt, text-to-image, image-to-video, finish, finish', '3: finish is the last stage'],
    ['t2v: finish, prompt, text-to-image, image-to-video', '0: finish is the last stage'],
    ['t2v: prompt, text-to-image, finish', 'all: There has to be one stage image-to-video'],
    ['t2v: prompt, text-to-image, image-to-video when asks-for-change, finish', 'all: There has to be one'],
    [
      't2v: prompt, text-to-image, image-to-video, image-to-video, finish',
      '3: image-to-video can stand here only once',
    ],
    ['t2v: prompt, prompt, text-to-image, image-to-video, finish', '1: prompt can stand here only once'],
    ['t2v: text-to-image, prompt, image-to-video, finish', '0: text-to-image reads what prompt makes'],
    ['t2v: prompt when asks-for-change, text-to-image, image-to-video, finish', '1: text-to-image reads what prompt'],
    ['t2v: prompt, image-to-image, text-to-image, image-to-video, finish', '1: image-to-image needs a picture'],
    ['i2v: prompt, image-to-image, text-to-image, image-to-video, finish', '2: text-to-image paints anew'],
    ['i2v: prompt, image-to-video, image-to-image, finish', '2: image-to-image comes too late'],
    ['simulate: prompt, image-to-video, finish', '1: image-to-video needs a picture'],
    ['t2v: prompt, text-to-image, connect, image-to-video, finish', '2: connect joins videos, and t2v takes none'],
    ['connect: finish', 'all: There has to be one stage connect'],
    ['connect: connect, connect, finish', '1: connect can stand here only once'],
    ['connect: prompt, connect, finish', '0: prompt has no part'],
    ['edit: prompt, image-to-video, finish', '1: Without it the first frame is not changed'],
    ['edit: prompt, image-to-image, image-to-video, finish', '1: A provider that edits whole videos'],
  ])('is refused where it could not be run: %s', (words, problem) => {
    expect(told(pipelineOf(words))).toContainEqual(expect.stringContaining(problem));
  });

  test('says words only where somebody hears them', () => {
    const { takes, stages } = moraPipelines.t2v;
    const saying = stages.map((stage) => ({ ...stage, say: 'in felt' }));
    expect(told({ takes, stages: saying })).toEqual([
      expect.stringMatching(/^0: “say” changes nothing at prompt/u),
      expect.stringMatching(/^3: “say” changes nothing at finish/u),
    ]);
  });

  test('is told of each problem once, in however many cases it shows', () => {
    expect(told(pipelineOf('simulate: image-to-video, finish'))).toHaveLength(2);
  });
});
