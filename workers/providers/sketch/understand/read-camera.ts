import type { Shot } from '../../../../src/core/agents.ts';
import { wordsOf } from './words.ts';

/** What is said about the camera. */
export type CameraWish = Pick<Shot, 'camera' | 'pace'>;

const adverbs = String.raw`(?:(?:slowly|gently|slightly|smoothly|softly|quickly|fast|rapidly|steadily|further|way|right|all the way|to|the|towards?|a bit|very|slow|quick|from|back|then) )*`;
/** A camera is spoken of, and what it does follows within a few words. */
const camera = String.raw`\b(?:camera|shot|view|lens|viewpoint|perspective|we) (?:\w+ ){0,3}?`;
const moving = String.raw`(?:mov|fl|glid|travel|go|push|track|slid|sweep|drift|pan|truck|rush|com|pull|dolly|rais|ris|crane|look|descend|lower)\w*`;

const rule = (pattern: string): RegExp => new RegExp(pattern, 'u');

/** The first place in the words that one of these matches decides. */
const moves: readonly (readonly [Shot['camera'], readonly RegExp[]])[] = [
  [
    'still',
    [
      rule(
        String.raw`\b(?:static|fixed|locked|stationary|motionless|still|tripod) (?:off |down )?(?:shot|camera|frame|view)\b`,
      ),
      rule(`${camera}(?:still|static|fixed|locked|stationary|motionless)\\b`),
      rule(String.raw`\b(?:no|without|zero) (?:any )?camera (?:movement|motion|moves?)\b`),
      rule(String.raw`\b(?:do not|don t|no|never|without) (?:move|moving) the camera\b`),
      rule(String.raw`(?:^|\| )(?:hold |keep |stay )?(?:still|static)(?: \||$)`),
    ],
  ],
  [
    'zoom-out',
    [
      rule(`\\bzoom\\w* ${adverbs}(?:out|outwards?|away|back)\\b`),
      rule(`\\b(?:pull|dolly)\\w* ${adverbs}(?:out|outwards?|away|back)\\b`),
      rule(`\\bpull(?:s|ing)? back\\b`),
      rule(`${camera}${moving} ${adverbs}(?:out|outwards?|away|back|backwards?)\\b`),
      rule(String.raw`\bpullback\b`),
    ],
  ],
  [
    'zoom-in',
    [
      rule(`\\b(?:zoom|dolly|push)\\w* ${adverbs}(?:in|into|inwards?|closer|forwards?)\\b`),
      rule(`${camera}${moving} ${adverbs}(?:in|into|inwards?|closer|forwards?|toward|towards|near|nearer)\\b`),
      rule(String.raw`\b(?:close|closing|closes) in on\b|\b(?:get|getting|gets|move|moving|moves) closer\b`),
      rule(`${camera}(?:approach\\w*)`),
      rule(String.raw`\bzoom(?:s|ing)?\b(?! lens)`),
    ],
  ],
  [
    'pan-right',
    [
      rule(String.raw`\bpan\w* (?:\w+ ){0,3}?(?:from )?(?:the )?left to (?:the )?right\b`),
      rule(
        `\\b(?:pan|pans|panning|sweep|sweeps|sweeping|truck|trucks|trucking|slide|slides) ${adverbs}(?:right|rightwards?)\\b(?! to (?:the )?left)`,
      ),
      rule(`${camera}${moving} ${adverbs}(?:right|rightwards?)\\b(?! to (?:the )?left)`),
      rule(String.raw`\bright(?:ward)? pan\b`),
      rule(
        `${camera}pan(?:s|ning)?\\b(?! (?:\\w+ ){0,3}?left)|\\bpanning (?:shot|across|over|along|around)\\b|\\b(?:slow|quick|gentle|smooth) pan\\b|(?:^|\\| )pan (?:across|over|along|around)\\b`,
      ),
    ],
  ],
  [
    'pan-left',
    [
      rule(String.raw`\bpan\w* (?:\w+ ){0,3}?(?:from )?(?:the )?right to (?:the )?left\b`),
      rule(
        `\\b(?:pan|pans|panning|sweep|sweeps|sweeping|truck|trucks|trucking|slide|slides) ${adverbs}(?:left|leftwards?)\\b(?! to (?:the )?right)`,
      ),
      rule(`${camera}${moving} ${adverbs}(?:left|leftwards?)\\b(?! to (?:the )?right)`),
      rule(String.raw`\bleft(?:ward)? pan\b`),
    ],
  ],
  [
    'tilt-down',
    [
      rule(`\\b(?:tilt|tilts|tilting|crane|cranes|craning|pedestal) ${adverbs}(?:down|downwards?)\\b`),
      rule(`${camera}${moving} ${adverbs}(?:down|downwards?)\\b`),
      rule(`${camera}(?:descend|lower|sink|fall)\\w*`),
    ],
  ],
  [
    'tilt-up',
    [
      rule(`\\b(?:tilt|tilts|tilting|crane|cranes|craning|pedestal) ${adverbs}(?:up|upwards?)\\b`),
      rule(`${camera}${moving} ${adverbs}(?:up|upwards?)\\b`),
      rule(`${camera}(?:rise|rises|rising|ascend\\w*)\\b`),
      rule(`${camera}tilt(?:s|ing)?\\b(?! (?:\\w+ ){0,3}?down)`),
    ],
  ],
  [
    'orbit',
    [
      rule(`${camera}(?:orbit|circl|rotat|revolv|spin|turn|arc)\\w*`),
      rule(
        String.raw`(?:^|\| |\b(?:slow|slowly|gentle|gently|smooth|smoothly|fast|quick|and|then|camera) )orbit(?:s|ing)?\b`,
      ),
      rule(
        String.raw`\borbit(?:al|ing)? (?:shot|camera|view|around)\b|\barc shot\b|\b360 (?:degree|degrees|shot|view)\b`,
      ),
      rule(String.raw`(?:^|\| )(?:circle|rotate|revolve|go) around\b`),
    ],
  ],
];

const denied = /\b(?:no|not|without|never|don t|do not|avoid)(?: \w+)? $/u;
const fast =
  /\b(?:fast|faster|quick|quickly|rapid|rapidly|swift|swiftly|speedy|dynamic|hectic|racing|high speed|timelapse|time lapse|hyperlapse)\b/u;
const slow =
  /\b(?:slow|slowly|slower|gentle|gently|calm|calmly|leisurely|subtle|subtly|softly|unhurried|slow motion|slowmo)\b/u;

/** Reads what the words want of the camera; `none` where they say nothing. */
export function readCamera(prompt: string): CameraWish {
  const text = wordsOf(prompt).join(' ');
  const wishes = moves.flatMap(([move, patterns]) => {
    const at = Math.min(...patterns.map((pattern) => positionOf(text, pattern)));
    return at === Infinity ? [] : [{ move, at }];
  });
  // Ties go to the earlier rule: "zoom out" before the bare "zoom".
  const [first] = wishes.toSorted((a, b) => a.at - b.at);
  const pace = slow.test(text) ? 'slow' : fast.test(text) ? 'fast' : 'normal';
  return { camera: first?.move ?? 'none', pace };
}

function positionOf(text: string, pattern: RegExp): number {
  const match = pattern.exec(text);
  if (match === null || denied.test(text.slice(0, match.index))) return Infinity;
  return match.index;
}
