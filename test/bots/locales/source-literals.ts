/** A string or template in a source file. */
export interface SourceLiteral {
  /** What it says; `{0}`, `{1}`… stand for what a template puts in. */
  readonly text: string;
  /** The code before it on the way out to the file: what it is an argument or a property of, from the inside out. */
  readonly around: readonly string[];
}

interface Reader {
  readonly source: string;
  at: number;
  readonly found: SourceLiteral[];
}

/** Signs after which a slash begins a regular expression, not a division. */
const beforeRegex = /(?:^|[=(,:;!&|?{}[\]+>]|\breturn|\bcase)\s*$/u;

/** Characters of code that are kept of what stands before a literal or a bracket. */
const keptCode = 60;

/** All strings and templates of a TypeScript file, those inside templates too. Comments and regular expressions are none. */
export function literalsOf(source: string): SourceLiteral[] {
  const reader: Reader = { source, at: 0, found: [] };
  readCode(reader, [], undefined);
  return reader.found;
}

/** Reads code until the sign that closes it, or the end of the file. */
function readCode(reader: Reader, around: readonly string[], close: string | undefined): void {
  let code = '';
  let latest: SourceLiteral | undefined;
  while (reader.at < reader.source.length) {
    const sign = reader.source.charAt(reader.at);
    if (sign === close) {
      reader.at += 1;
      return;
    }
    if (skipComment(reader)) continue;
    if (sign === '/' && beforeRegex.test(code)) {
      skipRegex(reader);
      code = `${code}r`;
    } else if (sign === "'" || sign === '"') {
      const text = readString(reader, sign);
      latest = keep(reader, { text, around: [code, ...around] }, latest);
      code = `${code}s`;
    } else if (sign === '`') {
      const text = readTemplate(reader, [code, ...around]);
      latest = keep(reader, { text, around: [code, ...around] }, latest);
      code = `${code}s`;
    } else if (sign === '(' || sign === '[' || sign === '{') {
      reader.at += 1;
      readCode(reader, [`${code}${sign}`, ...around], { '(': ')', '[': ']', '{': '}' }[sign]);
      code = `${code}${sign}…`;
    } else {
      reader.at += 1;
      // What an earlier argument, property or statement says is nothing to the next one.
      code = sign === ',' || sign === ';' ? '' : `${code}${sign}`.slice(-keptCode);
    }
  }
}

function skipComment(reader: Reader): boolean {
  const { source, at } = reader;
  const end = source.startsWith('//', at) ? '\n' : source.startsWith('/*', at) ? '*/' : undefined;
  if (end === undefined) return false;
  const closed = source.indexOf(end, at + 2);
  reader.at = closed === -1 ? source.length : closed + end.length;
  return true;
}

function skipRegex(reader: Reader): void {
  let inClass = false;
  for (reader.at += 1; reader.at < reader.source.length; reader.at += 1) {
    const sign = reader.source.charAt(reader.at);
    if (sign === '\\') reader.at += 1;
    else if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    else if (sign === '/' && !inClass) break;
  }
  reader.at += 1;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

/** Reads an escape from its backslash on. */
function readEscape(reader: Reader): string {
  const [whole = '', braced, four, two] =
    /^\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))/iu.exec(reader.source.slice(reader.at, reader.at + 12)) ?? [];
  if (whole !== '') {
    reader.at += whole.length;
    return String.fromCodePoint(Number.parseInt(braced ?? four ?? two ?? '', 16));
  }
  const sign = reader.source.charAt(reader.at + 1);
  reader.at += 2;
  return escapes[sign] ?? sign;
}

function readString(reader: Reader, quote: string): string {
  let text = '';
  reader.at += 1;
  while (reader.at < reader.source.length) {
    const sign = reader.source.charAt(reader.at);
    if (sign === '\\') text += readEscape(reader);
    else {
      reader.at += 1;
      if (sign === quote) break;
      text += sign;
    }
  }
  return text;
}

function readTemplate(reader: Reader, around: readonly string[]): string {
  let text = '';
  let holes = 0;
  reader.at += 1;
  while (reader.at < reader.source.length) {
    const sign = reader.source.charAt(reader.at);
    if (sign === '\\') text += readEscape(reader);
    else if (reader.source.startsWith('${', reader.at)) {
      reader.at += 2;
      text += `{${holes}}`;
      holes += 1;
      readCode(reader, ['${', ...around], '}');
    } else {
      reader.at += 1;
      if (sign === '`') break;
      text += sign;
    }
  }
  return text;
}

/** Notes a literal; one that is added to another by a plus is the rest of that one. */
function keep(reader: Reader, literal: SourceLiteral, latest: SourceLiteral | undefined): SourceLiteral {
  const [code = ''] = literal.around;
  const first = /s\s*\+\s*$/u.test(code) ? latest : undefined;
  if (first === undefined) {
    reader.found.push(literal);
    return literal;
  }
  const holes = first.text.match(/\{\d\}/gu)?.length ?? 0;
  const rest = literal.text.replaceAll(/\{(\d)\}/gu, (_hole, number: string) => `{${Number(number) + holes}}`);
  const whole = { text: `${first.text}${rest}`, around: first.around };
  reader.found.splice(reader.found.indexOf(first), 1, whole);
  return whole;
}
