import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Position, Problem, ValuePath } from './problems.ts';

/** A YAML file as plain values that know where they stood. */
export interface YamlDocument {
  /** What the file says; undefined where it cannot be read. An empty file is null. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Where a value stands, or its key; of what is missing, where the nearest thing around it stands. */
  positionOf(path: ValuePath, part: 'key' | 'value'): Position;
}

/** Reads YAML. Never throws: what is wrong is in `problems`. */
export function readYaml(text: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = [...document.errors, ...document.warnings].map(({ code, message, pos: [offset] }) => ({
    ...at(offset),
    text: sentences[code] ?? `This cannot be read as YAML: ${message}. Look at the indentation and the quotes here.`,
  }));
  // A key that stands twice leaves the rest readable; after other slips, what follows may be read as what it is not.
  const readable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY');
  let value: unknown;
  try {
    if (readable) value = document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push({ line: 1, column: 1, text: `A *name in this file cannot be followed: ${reason}.` });
  }
  return { value, problems, positionOf: (path, part) => at(offsetOf(document, path, part)) };
}

const sentences: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'This key stands here for the second time. Keep one of the two.',
  TAB_AS_INDENT: 'A tab stands here as indentation. Indent by spaces.',
  MULTIPLE_DOCS: 'A second document begins here. Keep one document in the file, without a --- line.',
};

/** How far into the text the value at the path begins, or its key. */
function offsetOf(document: Document.Parsed, path: ValuePath, part: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let keyAt: number | undefined;
  for (const step of path) {
    const parent = resolve(node, document);
    const found = childOf(parent, step);
    // Of what is missing, the key that it is missing under; of a short form, the word that stands for it.
    if (found === undefined) return (isMap(parent) ? keyAt : startOf(node)) ?? startOf(document.contents) ?? 0;
    keyAt = startOf(found.key) ?? startOf(found.value) ?? keyAt;
    node = found.value;
  }
  const valueAt = startOf(node) ?? keyAt ?? 0;
  return part === 'key' ? (keyAt ?? valueAt) : valueAt;
}

function resolve(node: unknown, document: Document.Parsed): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function childOf(
  node: unknown,
  step: string | number,
): { readonly key?: unknown; readonly value: unknown } | undefined {
  if (isSeq(node) && typeof step === 'number') return { value: node.items[step] };
  if (!isMap(node)) return undefined;
  // Of a key that stands twice, the last one is read.
  return node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(step));
}

function startOf(node: unknown): number | undefined {
  // Values of a parsed document are nodes or nothing; the library's types leave that open.
  return (node as Node | null | undefined)?.range?.[0];
}
