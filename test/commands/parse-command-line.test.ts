import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { parseCommandLine } from '../../src/commands/parse-command-line.ts';
import { toMoraError } from '../../src/core/errors.ts';

const parse = (line: string): { name: string; options: Readonly<Record<string, string>> } => {
  const { command, options } = parseCommandLine(line, commands);
  return { name: command.name, options };
};

describe('a typed command', () => {
  test.each<[string, Record<string, string>]>([
    ['/mora t2v a coral reef', { prompt: 'a coral reef' }],
    ['t2v a coral reef', { prompt: 'a coral reef' }],
    ['/MORA T2V a coral reef', { prompt: 'a coral reef' }],
    ['/mora t2v a reef --duration 8 --ratio 9:16', { prompt: 'a reef', duration: '8', ratio: '9:16' }],
    ['/mora t2v --duration 8 a reef', { prompt: 'a reef', duration: '8' }],
    ['/mora t2v a reef --duration=8', { prompt: 'a reef', duration: '8' }],
    ['/mora t2v --prompt "a reef" --seed 0', { prompt: 'a reef', seed: '0' }],
    ['/mora t2v --prompt a reef at dawn --seed 0', { prompt: 'a reef at dawn', seed: '0' }],
    ['/mora t2v “a reef” —duration 8', { prompt: 'a reef', duration: '8' }],
    ['/mora t2v a sign that says "open"', { prompt: 'a sign that says "open"' }],
    ["/mora t2v it's raining", { prompt: "it's raining" }],
    ['/mora t2v a - b -- c', { prompt: 'a - b -- c' }],
    ['/mora t2v line one\nline two', { prompt: 'line one\nline two' }],
    ['/mora t2v --duration -1 a reef', { prompt: 'a reef', duration: '-1' }],
    ['/mora t2v', {}],
  ])('%s', (line, options) => {
    expect(parse(line)).toEqual({ name: 't2v', options });
  });

  test.each<[string, string, Record<string, string>]>([
    ['/mora gallery top', 'gallery top', {}],
    ['/mora GALLERY  Top', 'gallery top', {}],
    ['/mora gallery set #shown', 'gallery set', { channel: '#shown' }],
    ['/mora settings allow <#123> --role <@&77>', 'settings allow', { channel: '<#123>', role: '<@&77>' }],
  ])('of two words is found by both: %s', (line, name, options) => {
    expect(parse(line)).toEqual({ name, options });
  });

  test('nothing but /mora asks for help', () => {
    expect(parse('/mora').name).toBe('help');
  });

  test.each([
    ['/mora fly', /no command “fly”.*t2v/u],
    ['/mora t2v a reef --speed 3', /no option --speed[\s\S]*--duration/u],
    ['/mora t2v a reef --duration', /Give --duration a value/u],
    ['/mora t2v a reef --seed 1 --seed 2', /only once/u],
    ['/mora t2v a reef --prompt a boat', /given twice/u],
    ['/mora status please', /takes no words/u],
    ['/mora gallery', /no command “gallery”. There are: gallery set, gallery top, gallery off\.$/u],
    ['/mora gallery burn it', /no command “gallery burn”. There are: gallery set, gallery top, gallery off\.$/u],
    ['/mora gallery top ten', /\/mora gallery top takes no words/u],
  ])('%s is refused in plain words', (line, words) => {
    expect(() => parse(line)).toThrow(expect.objectContaining({ code: 'bad-input' }));
    expect(() => parse(line)).toThrow(words);
  });

  test('whatever is typed is read or refused, never a crash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        try {
          parse(`/mora t2v ${text}`);
        } catch (error) {
          expect(toMoraError(error).code).toBe('bad-input');
        }
      }),
    );
  });

  test('plain words come through as they are', () => {
    const words = fc.stringMatching(/^[a-z]{1,12}$/u);
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 20 }), (list) => {
        expect(parse(`/mora t2v ${list.join(' ')}`).options).toEqual({ prompt: list.join(' ') });
      }),
    );
  });
});
