import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  readWordRequest,
  slimFiles,
  writeWordRequest,
  type WordRequest,
} from '../../../../src/bots/slack/intake/word-request.ts';
import { actionNames } from '../../../../src/commands/action-names.ts';

const metadataLength = 3_000;
const taskId = fc.stringMatching(/^task-[a-z0-9]{16,40}$/u);
const id = (letter: string): fc.Arbitrary<string> =>
  fc.stringMatching(/^[A-Z0-9]{1,30}$/u).map((rest) => `${letter}${rest}`);
const ts = fc.stringMatching(/^\d{1,12}\.\d{1,10}$/u);
const place = fc.record({ channel: id('C'), thread: ts }, { requiredKeys: ['channel'] });
const words = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.constant(null));
const file = fc.record(
  {
    id: id('F'),
    name: words,
    mimetype: words,
    size: fc.integer({ min: 0 }),
    url_private: fc.webUrl(),
    file_access: fc.constantFrom('visible', 'check_file_info'),
  },
  { requiredKeys: ['id'] },
);
const request: fc.Arbitrary<WordRequest> = fc.oneof(
  fc.record({ kind: fc.constant('action' as const), name: fc.constantFrom(...actionNames), taskId, place }),
  fc.record(
    {
      kind: fc.constant('message' as const),
      meaning: fc.constantFrom('edit' as const, 'i2v' as const),
      place,
      taskId,
      files: fc.array(file, { maxLength: 12 }),
    },
    { requiredKeys: ['kind', 'meaning', 'place', 'files'] },
  ),
);

describe('a request that waits for words', () => {
  test('comes back from its modal as it was, but for files that do not fit', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const metadata = writeWordRequest(asked);
        expect(metadata.length).toBeLessThanOrEqual(metadataLength);
        const read = readWordRequest(metadata);
        if (asked.kind === 'action' || read?.kind !== 'message') {
          expect(read).toEqual(asked);
          return;
        }
        expect(read).toEqual({ ...asked, files: asked.files.slice(0, read.files.length) });
        const isWhole = JSON.stringify(asked).length <= metadataLength;
        expect(read.files.length === asked.files.length).toBe(isWhole);
      }),
    );
  });

  test('keeps the first of many files', () => {
    const files = Array.from({ length: 30 }, (_, index) => ({
      id: `F${index}`,
      name: 'a'.repeat(100),
      url_private: 'https://files.slack.com/files-pri/T1-F1/a.png',
    }));
    const read = readWordRequest(
      writeWordRequest({ kind: 'message', meaning: 'i2v', place: { channel: 'C1' }, files }),
    );
    const kept = read?.kind === 'message' ? read.files : [];
    expect(kept.length).toBeGreaterThan(1);
    expect(kept).toEqual(files.slice(0, kept.length));
  });

  test('is not read from rubbish', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (metadata) => {
        expect(readWordRequest(metadata)).toBeUndefined();
      }),
    );
  });

  test.each([
    '',
    'null',
    '{"kind":"action"}',
    '{"kind":"other","name":"again","taskId":"task-0123456789abcdef","place":{"channel":"C1"}}',
    '{"kind":"action","name":"launch","taskId":"task-0123456789abcdef","place":{"channel":"C1"}}',
    '{"kind":"action","name":"again","taskId":"../../etc","place":{"channel":"C1"}}',
    '{"kind":"action","name":"again","taskId":"task-0123456789abcdef","place":{"channel":"C1/2"}}',
    '{"kind":"message","meaning":"t2v","place":{"channel":"C1"},"files":[]}',
    '{"kind":"message","meaning":"edit","place":{"channel":"C1"}}',
  ])('is not read from %s', (metadata) => {
    expect(readWordRequest(metadata)).toBeUndefined();
  });

  test('leaves out what is only for showing a file', () => {
    const told = { id: 'F1', name: 'a.png', mimetype: 'image/png', thumb_64: 'https://files.slack.com/t', size: 3 };
    const { thumb_64: _thumb, ...slim } = told;
    expect(slimFiles([told])).toEqual([slim]);
  });
});
