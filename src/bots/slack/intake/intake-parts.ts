import type { SlackParts } from '../parts.ts';
import type { Entries } from '../place/entries.ts';
import type { Answers } from './answers.ts';
import type { Claims } from './claims.ts';
import type { OpenFile } from './files.ts';

/** What all ways in work with. */
export interface IntakeParts {
  readonly parts: SlackParts;
  readonly answers: Answers;
  readonly entries: Entries;
  readonly claims: Claims;
  readonly open: OpenFile;
}
