import { z } from 'zod';
import { shotSchema, type AgentInput, type Shot } from '../../../../src/core/agents.ts';
import { maxPromptLength } from '../../../../src/core/task.ts';
import { cleanText, shorten } from '../../../../src/core/text.ts';

/** The form that the model keeps to: what may be missing is null, as strict schemas have no optional fields. */
export const answerSchema = z.object({
  prompt: z.string().describe('The enhanced prompt in English.'),
  negative_prompt: z.string().nullable().describe('What to avoid.'),
  subject: z.string().nullable().describe('Who or what it is about.'),
  setting: z.string().nullable().describe('Where it is.'),
  style: z.string().nullable().describe('In which style it is.'),
  camera: shotSchema.shape.camera.describe('How the camera moves.'),
  pace: shotSchema.shape.pace.describe('How quick the motion is.'),
  script: z.array(z.string()).describe('What moves, one part for each clip.'),
});

const words = z.string().nullish().catch(null);

/** What is taken of an answer: servers that only promise the form leave parts of it out. */
const readSchema = z.object({
  prompt: z.string(),
  negative_prompt: words,
  subject: words,
  setting: words,
  style: words,
  camera: shotSchema.shape.camera.catch('none'),
  pace: shotSchema.shape.pace.catch('normal'),
  script: z.array(z.string()).catch([]),
});

/** Longest of the short descriptions and of a part of the script, in characters. */
const maxFewWords = 200;
const maxPart = 600;
const goesOn = 'Everything goes on moving as before, without a cut.';

/**
 * Reads a model's answer into a shot; mends what can be mended: a script of the wrong length, quoted words that were
 * lost. Undefined where it is no answer.
 */
export function readAnswer(text: string, { prompt, clips = 1 }: AgentInput<'prompt'>): Shot | undefined {
  const read = readSchema.safeParse(jsonIn(text));
  if (!read.success) return undefined;
  const { camera, pace, script, subject, setting, style, negative_prompt: negativePrompt } = read.data;
  const enhanced = cleanText(read.data.prompt) || cleanText(prompt);
  if (enhanced === '') return undefined;
  return {
    prompt: shorten(withQuotes(enhanced, prompt), maxPromptLength),
    camera,
    pace,
    ...kept('negativePrompt', negativePrompt, maxPart),
    ...kept('subject', subject, maxFewWords),
    ...kept('setting', setting, maxFewWords),
    ...kept('style', style, maxFewWords),
    script: scriptOf(script, clips),
  };
}

function scriptOf(parts: readonly string[], clips: number): string[] {
  const told = parts.map((part) => shorten(cleanText(part), maxPart)).filter((part) => part !== '');
  return Array.from({ length: clips }, (_, index) => told[index] ?? goesOn);
}

/** Some models wrap their JSON in a fence or a sentence. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.slice(Math.max(0, text.indexOf('{')), text.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}

type FewWords = 'negativePrompt' | 'subject' | 'setting' | 'style';

function kept(name: FewWords, value: string | null | undefined, length: number): Partial<Record<FewWords, string>> {
  const text = shorten(cleanText(value ?? ''), length);
  return text === '' ? {} : { [name]: text };
}

/** The words that a person put between quotation marks, in whichever. */
const quotes = /"([^"\n]{1,120})"|“([^”\n]{1,120})”|«([^»\n]{1,120})»|「([^」\n]{1,120})」/gu;

/** What is to be read in the video is written as it was asked: lost quotes are added. */
function withQuotes(enhanced: string, asked: string): string {
  const quoted = Array.from(cleanText(asked).matchAll(quotes), (match) => match.slice(1).find((part) => part) ?? '');
  const lost = quoted.filter((text) => text !== '' && !enhanced.includes(text));
  return [enhanced, ...lost.map((text) => `It reads "${text}".`)].join(' ');
}
