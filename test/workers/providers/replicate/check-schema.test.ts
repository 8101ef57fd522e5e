import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inputProblems, tableProblems } from '../../../../workers/providers/replicate/check-schema.ts';
import { publishedFields } from '../../../../workers/providers/replicate/published-fields.ts';
import { fakeModelOf, openApiOf } from '../../../fakes/replicate/models.ts';
import { motionModel, stillModel, testModels } from './test-models.ts';

function published(properties: Record<string, unknown>, required: readonly string[] = [], more = {}) {
  const fields = publishedFields({ components: { schemas: { Input: { properties, required }, ...more } } });
  if (fields === undefined) throw new Error('it has fields');
  return fields;
}

const texts = (problems: readonly { text: string }[]) => problems.map(({ text }) => text);

describe('a table of fields', () => {
  it.each(testModels.map((model) => [model.id, model] as const))('fits what %s publishes', (_id, model) => {
    const fields = publishedFields(openApiOf(fakeModelOf(model)));
    expect(fields && tableProblems(model, fields)).toEqual([]);
  });

  const fields = z.strictObject({
    prompt: z.string(),
    size: z.enum(['480p', '720p']).default('480p'),
    frames: z.int().default(81),
    image: z.string().optional(),
  });
  const good = { prompt: { type: 'string' }, frames: { type: 'integer' }, image: { type: 'string', format: 'uri' } };
  const size = { allOf: [{ $ref: '#/components/schemas/size' }] };
  const values = { size: { type: 'string', enum: ['480p', '1080p'] } };

  it('says which fields are gone, retyped, narrower or newly required', () => {
    expect(texts(tableProblems({ fields }, published({ ...good, size }, [], values)))).toEqual([
      '“size” does not take 720p any more',
    ]);
    expect(texts(tableProblems({ fields }, published({ ...good, size: { type: 'integer' } })))).toEqual([
      '“size” takes integer now',
    ]);
    expect(texts(tableProblems({ fields }, published(good)))).toEqual(['“size” is not a field of it']);
    const extra = { ...good, size: { type: 'string' }, key: { type: 'string' } };
    expect(texts(tableProblems({ fields }, published(extra, ['prompt', 'key'])))).toEqual(['“key” is required now']);
  });

  it('says so of a field that is only sometimes sent', () => {
    const all = { ...good, size: { type: 'string' } };
    expect(texts(tableProblems({ fields }, published(all, ['image'])))).toEqual(['“image” is required now']);
  });
});

describe('an input', () => {
  const fields = published(
    {
      prompt: { type: 'string' },
      seed: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      scale: { type: 'number' },
      images: { type: 'array', items: { type: 'string' } },
      size: { allOf: [{ $ref: '#/components/schemas/size' }] },
      anything: {},
    },
    ['prompt'],
    { size: { type: 'string', enum: ['480p'] } },
  );

  it('fits by what is sent alone', () => {
    const input = { prompt: 'x', seed: 4, scale: 2, images: ['a'], size: '480p', anything: true };
    expect(inputProblems(input, fields)).toEqual([]);
    expect(inputProblems({ prompt: 'x', seed: null }, fields)).toEqual([]);
  });

  it('does not fit by a name, a type or a value', () => {
    expect(inputProblems({ prompt: 'x', old: 1 }, fields)).toMatchObject([{ field: 'old' }]);
    expect(inputProblems({ prompt: ['x'] }, fields)).toMatchObject([{ field: 'prompt' }]);
    expect(inputProblems({ prompt: 'x', seed: 1.5 }, fields)).toMatchObject([{ field: 'seed' }]);
    expect(inputProblems({ prompt: 'x', images: 'a' }, fields)).toMatchObject([{ field: 'images' }]);
    expect(inputProblems({ prompt: 'x', size: '720p' }, fields)).toMatchObject([{ field: 'size' }]);
    expect(inputProblems({ seed: 1 }, fields)).toMatchObject([{ field: 'prompt' }]);
  });
});

describe('a document', () => {
  it('that says nothing of an input is none', () => {
    for (const document of [undefined, null, {}, { components: { schemas: {} } }, 'x']) {
      expect(publishedFields(document)).toBeUndefined();
    }
  });

  it('that refers to itself is read to an end', () => {
    const loop = { loop: { allOf: [{ $ref: '#/components/schemas/loop' }] } };
    expect(published({ field: { $ref: '#/components/schemas/loop' } }, [], loop).properties.get('field')).toEqual({
      types: new Set(),
    });
  });

  it('names the kinds of our tables', () => {
    for (const model of [stillModel, motionModel]) {
      const { properties } = publishedFields(openApiOf(fakeModelOf(model))) ?? { properties: new Map() };
      expect(properties.get('seed')).toMatchObject({ types: new Set(['integer']) });
    }
  });
});
