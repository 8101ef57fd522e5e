import type { ClipRow } from '../../core/database/clip-rows.ts';
import { pictureOf, videosOf } from '../../core/request-shape.ts';
import type { TaskRequest } from '../../core/task.ts';
import { makersOf } from '../makers.ts';

/** What a clip's page says about it: plain texts, not escaped. */
export interface ClipWords {
  /** The prompt, cut to the length of a heading; a plain name where there is none. */
  readonly title: string;
  /** As it was written; may be empty. */
  readonly prompt: string;
  /** Everything in one line, for previews in chats. */
  readonly description: string;
  /** Names and values, in the order in which to show them. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly notes: readonly string[];
}

/** Characters of a title: chats show one or two lines. */
const maxTitleLength = 90;

/** Characters of a prompt in a preview. */
const maxPreviewLength = 300;

/** Says in words what a clip is. */
export function clipWords({ request, clip }: ClipRow): ClipWords {
  const { width, height, durationS, fps } = clip.facts;
  const makers = makersOf(clip);
  const length = `${Number(durationS.toFixed(2))} s`;
  const size = `${width}×${height}`;
  const prompt = request.prompt;
  const madeBy = makers === '' ? [] : [makers];
  return {
    title: prompt === '' ? 'A video' : cut(prompt, maxTitleLength),
    prompt,
    description: [cut(prompt, maxPreviewLength), length, size, ...madeBy].filter((part) => part !== '').join(' · '),
    facts: [
      ...madeBy.map((names) => ['Made by', names] as const),
      ['Made from', madeFrom(request)],
      ['Length', `${length}, ${Number(fps.toFixed(2))} fps${clip.sound ? ', with sound' : ''}`],
      ['Size', size],
      ['Seed', String(clip.seed)],
    ],
    notes: clip.notes,
  };
}

/**
 * The sources in words, without links to them: who was given this clip was not given those, which may come from a
 * channel that they cannot see.
 */
function madeFrom(request: TaskRequest): string {
  const videos = videosOf(request).length;
  const sources = [
    ...(pictureOf(request) === undefined ? [] : ['a picture']),
    ...(videos === 0 ? [] : [videos === 1 ? 'a video' : `${videos} videos`]),
    ...(request.prompt === '' ? [] : ['words']),
  ];
  return sources.join(' and ');
}

/** The beginning of a text on one line, by characters that people see. */
function cut(text: string, maxLength: number): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  return characters.length <= maxLength ? line : `${characters.slice(0, maxLength - 1).join('')}…`;
}
