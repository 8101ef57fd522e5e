import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogOf } from '../../../src/bots/locales/catalogs.ts';
import { fill, textPattern, valuesIn } from '../../../src/bots/locales/text-pattern.ts';
import { translatorFor } from '../../../src/bots/locales/translate.ts';
import { commands } from '../../../src/commands/index.ts';
import { usageOf } from '../../../src/commands/usage.ts';

const german = translatorFor('de');
const { texts, names } = catalogOf('de');
/** What the catalog says; a test of how texts are found need not know the words. */
const said = (english: string): string => texts[english] ?? expect.fail(`“${english}” is not in the catalog`);

/** Names and prompts that try to be more than words. */
const hostile = fc.oneof(
  fc.constantFrom('{0}', '{1}{0}', '$&', '$1', '(a+)+$', '.*', String.raw`\n`, '“', '”', '’; --', '• x', '\u0000'),
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.string({ minLength: 500, maxLength: 3_000 }),
);

describe('texts', () => {
  test('are said as the catalog has them, and as they are where it has them not', () => {
    expect(german.text('Here is your video.')).toBe(said('Here is your video.'));
    expect(german.text('A text of nobody')).toBe('A text of nobody');
    expect(german.text('')).toBe('');
    expect(german.text('constructor')).toBe('constructor');
    expect(translatorFor('en').text('Here is your video.')).toBe('Here is your video.');
  });

  test('are found with what varies in them', () => {
    expect(german.text('Only Ada or a moderator can cancel this.')).toBe(
      said('Only {0} or a moderator can cancel this.').replace('{0}', 'Ada'),
    );
    expect(german.text('1920×1080, 5 s, 24 fps, with sound')).toContain('1920×1080, 5 s, 24');
    expect(german.text('1920×1080, 5 s, 24 fps, with sound')).not.toContain('sound');
  });

  test('of several sentences are found whole, or sentence by sentence', () => {
    expect(german.text('Something went wrong on our side. Please try again.')).toBe(
      said('Something went wrong on our side. Please try again.'),
    );
    expect(german.text('--duration: The longest video is 60 seconds. See /mora help t2v.')).toBe(
      `--duration: ${said('The longest video is {0} seconds.').replace('{0}', '60')} ${said('See /mora help {0}.').replace('{0}', 't2v')}`,
    );
    expect(german.text('Cancelled. The operator says hello.')).toBe(`${said('Cancelled.')} The operator says hello.`);
  });

  test('of several lines keep their bullets, and each line is found', () => {
    const lines = commands.map(({ name, description }) => `• /mora ${name}: ${description}`);
    expect(german.text(lines.join('\n')).split('\n')).toEqual(
      commands.map(({ name, description }) => `• /mora ${name}: ${said(description)}`),
    );
  });

  test('say the lines of a stage, a list of facts and an outcome', () => {
    expect(german.text('Setting it in motion (2)')).toBe(`${said('Setting it in motion')} (2)`);
    expect(german.text('sketch (no model), media work')).toBe(`${said('sketch (no model)')}, ${said('media work')}`);
    expect(german.text('• t2v “a boat”: done')).toBe(`• t2v „a boat“: ${said('done')}`);
  });

  test('explain how to use every command', () => {
    for (const command of commands) {
      const lines = german.text(usageOf(command)).split('\n');
      expect(lines[0]).toBe(`/mora ${command.name}: ${said(command.description)}`);
      const english = usageOf(command).split('\n').slice(1, -1);
      for (const [index, line] of english.entries()) expect(lines[index + 1]).not.toBe(line);
    }
  });
});

describe('what people wrote', () => {
  test('is never translated in quotes, but for what stands where they wrote nothing', () => {
    expect(german.text('• t2v “Cancelled.”: done')).toContain('„Cancelled.“');
    expect(german.text('• t2v “A boat. Cancelled. A bay: blue; done”: done')).toBe(
      `• t2v „A boat. Cancelled. A bay: blue; done“: ${said('done')}`,
    );
    expect(german.text('• i2v “without words”: done')).toContain(`„${said('without words')}“`);
  });

  test('stays as it is, whatever it is', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        fc.pre(!Object.hasOwn(texts, name) && !/[\n;,]|[.?!…] /u.test(name));
        const pattern = said('Only {0} or a moderator can cancel this.');
        const [before = '', after = ''] = pattern.split('{0}');
        expect(german.text(`Only ${name} or a moderator can cancel this.`)).toBe(`${before}${name}${after}`);
      }),
    );
  });

  test('stays as it is, over several lines and sentences too', () => {
    const name = 'Ada. Please\ntry again';
    expect(german.text(`Only ${name} or a moderator can cancel this.`)).toContain(name);
  });

  test('is found again by a pattern, in order and whole', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (values) => {
        const parts = values.map((value) => value.replaceAll('|', '_'));
        const english = parts.map((_part, index) => `|{${index}}`).join('');
        const pattern = textPattern(english, english);
        const found = valuesIn(parts.map((part) => `|${part}`).join(''), pattern);
        expect([...(found ?? [])]).toEqual([...parts.entries()]);
        expect(fill(english, new Map(parts.entries()))).toBe(parts.map((part) => `|${part}`).join(''));
      }),
    );
  });

  test('does no harm as a text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(german.text(text)).toBe((Object.hasOwn(texts, text) ? texts[text] : undefined) ?? text);
      }),
    );
    const endless = 'Only “{0}” “'.repeat(100_000);
    expect(german.text(endless)).toBe(endless);
    const broken = `Only Ada${' or a moderator'.repeat(600)}`;
    expect(german.text(broken)).toBe(broken);
  });
});

test('names are those of the catalog', () => {
  expect(german.name('help')).toBe(names['help']);
  expect(german.name('toString')).toBeUndefined();
  expect(translatorFor('en').name('help')).toBeUndefined();
});
