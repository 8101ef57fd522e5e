import { MoraError } from '../errors.ts';

/** Where something stands in a file; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong at a place, as sentences that say what to do. */
export interface Problem extends Position {
  readonly text: string;
}

/** The way to a value in a document: keys of maps, numbers of list items. */
export type ValuePath = readonly (string | number)[];

/** Takes note of a problem with the value at a path, or with its key. */
export type Report = (path: ValuePath, text: string, part?: 'key' | 'value') => void;

/** All problems of a file as one error, in the order in which they stand there. */
export function problemsError(file: string, problems: readonly Problem[]): MoraError {
  const lines = problems
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map(({ line, column, text }) => `  line ${line}, column ${column}: ${text}`);
  return new MoraError('configuration', [`Mend ${file}, then start again:`, ...new Set(lines)].join('\n'));
}
