import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, shorten } from '../../src/core/text.ts';

test('what PostgreSQL refuses never gets past the border', () => {
  expect(cleanText('a\u0000b\uD800c')).toBe('ab\uFFFDc');
});

test('control characters and direction overrides go, line breaks stay', () => {
  expect(cleanText(' one\r\ntwo\u0007 \u202Ethree\u2066 ')).toBe('one\ntwo three');
});

test('cleaning is well-formed, trimmed, and done once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const clean = cleanText(text);
      expect(clean.isWellFormed()).toBe(true);
      expect(clean).not.toContain('\u0000');
      expect(cleanText(clean)).toBe(clean);
    }),
  );
});

test('shortening never cuts a character in half', () => {
  expect(shorten('🐠🐠🐠🐠', 3)).toBe('🐠🐠…');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, length) => {
      const short = shorten(text, length);
      expect(Array.from(short).length).toBeLessThanOrEqual(length);
      expect(short.isWellFormed()).toBe(true);
    }),
  );
});
