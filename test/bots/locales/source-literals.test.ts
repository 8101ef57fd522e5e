import { expect, test } from 'vitest';
import { literalsOf } from './source-literals.ts';

const texts = (source: string): string[] => literalsOf(source).map(({ text }) => text);

test('strings and templates are found, comments and regular expressions are not', () => {
  const source = [
    "// it's no string",
    "/* nor 'this' */ const a = 'one'; // \"two\"",
    'const pattern = /[/"\'`]+/u; const b = "three";',
    'const half = size / 2; const c = `four` + value / 3;',
    "return /'/u.test(a) ? 'five' : \"it's six\";",
  ].join('\n');
  expect(texts(source)).toEqual(['one', 'three', 'four', 'five', "it's six"]);
});

test('what a template puts in is a number, and texts in there are found too', () => {
  expect(texts("say(`Give ${names.map((name) => `“${name}”`).join(', ')} or ${{ a: '}' }.a}.`);")).toEqual([
    '“{0}”',
    ', ',
    '}',
    'Give {0} or {1}.',
  ]);
});

test('escapes are read, and texts that are added are one', () => {
  expect(texts(String.raw`const a = 'it\'s\n\u{1F600}\u00e9\x41';`)).toEqual(["it's\n😀éA"]);
  expect(texts("const a = 'First ' +\n  `${one} and ` + `${two} of ${three}.`;")).toEqual([
    'First {0} and {1} of {2}.',
  ]);
});

test('a text knows what it is an argument or a property of', () => {
  const [code, message, detail] = literalsOf("throw new MoraError('internal', 'It broke.', { detail: 'disk' });");
  expect(code?.around[1]).toMatch(/new MoraError\($/u);
  expect(message?.around[1]).toMatch(/new MoraError\($/u);
  expect(detail?.around[0]).toMatch(/detail: $/u);
});
