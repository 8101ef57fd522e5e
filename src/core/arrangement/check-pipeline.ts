import type { ConditionName } from '../pipeline/conditions.ts';
import type { Pipeline, PipelineStage } from '../pipeline/pipelines.ts';
import type { TaskKind } from '../task.ts';
import type { Report, ValuePath } from './problems.ts';

/** A stage with its place in the list. */
interface Placed extends PipelineStage {
  readonly index: number;
}

/** What may hold at a time when a plan is made. */
type Case = Readonly<Record<ConditionName, boolean>>;

/** Agents whose turn reads the words of its stage. */
const hearsWords: ReadonlySet<string> = new Set(['text-to-image', 'image-to-image', 'image-to-video', 'connect']);

/**
 * Checks that a pipeline can be run, whatever is asked for and whoever plays: stages that stand under conditions are
 * tried in every case that there can be. `path` is that of its list of stages.
 */
export function checkPipeline({ takes, stages }: Pipeline, path: ValuePath, report: Report): void {
  const placed = stages.map((stage, index): Placed => ({ ...stage, index }));
  const said = new Set<string>();
  const tell = (stage: Placed | undefined, text: string): void => {
    const place = stage === undefined ? path : [...path, stage.index];
    if (!said.has(`${stage?.index} ${text}`)) report(place, text);
    said.add(`${stage?.index} ${text}`);
  };
  for (const stage of placed) {
    if (stage.say !== undefined && !hearsWords.has(stage.agent)) {
      tell(stage, `“say” changes nothing at ${stage.agent}. Put it at one of: ${[...hearsWords].join(', ')}.`);
    }
  }
  for (const known of casesOf(takes)) {
    const present = placed.filter(({ when }) => when === undefined || known[when]);
    checkEnd(present, tell);
    if (takes === 'connect') checkConnect(present, tell);
    else checkMotion(takes, known, present, tell);
  }
}

type Tell = (stage: Placed | undefined, text: string) => void;

function checkEnd(present: readonly Placed[], tell: Tell): void {
  const last = present.at(-1);
  for (const stage of present) {
    if (stage.agent === 'finish' && stage !== last) tell(stage, 'finish is the last stage. Let nothing follow it.');
  }
  if (last?.agent !== 'finish') tell(last, 'The last stage has to be finish, without a condition. Add it at the end.');
}

function checkConnect(present: readonly Placed[], tell: Tell): void {
  for (const stage of present) {
    if (stage.agent !== 'connect' && stage.agent !== 'finish') {
      tell(stage, `${stage.agent} has no part in connecting videos. Take it away.`);
    }
  }
  checkOnce('connect', present, tell);
}

function checkMotion(takes: TaskKind, known: Case, present: readonly Placed[], tell: Tell): void {
  checkOnce('image-to-video', present, tell);
  for (const agent of ['prompt', 'text-to-image'] as const) {
    const [, ...again] = present.filter((stage) => stage.agent === agent);
    for (const stage of again) tell(stage, `${agent} can stand here only once. Take one away.`);
  }
  for (const [index, stage] of present.entries()) {
    const before = new Set(present.slice(0, index).map(({ agent }) => agent));
    const { agent } = stage;
    if (agent === 'connect') tell(stage, `connect joins videos, and ${takes} takes none to join. Take it away.`);
    if (agent !== 'text-to-image' && agent !== 'image-to-image' && agent !== 'image-to-video') continue;
    if (!before.has('prompt')) tell(stage, `${agent} reads what prompt makes of the words. Put prompt before it.`);
    if (agent !== 'image-to-video' && before.has('image-to-video'))
      tell(stage, `${agent} comes too late after image-to-video. Put it before that.`);
    if (agent === 'text-to-image') {
      if (before.has('image-to-image')) tell(stage, 'text-to-image paints anew. Put it before image-to-image.');
    } else if (takes !== 'edit' && !before.has('text-to-image') && !startsFromPicture(takes, known, agent)) {
      tell(stage, `${agent} needs a picture. Put text-to-image before it, for when the request has none.`);
    }
  }
  if (takes === 'edit') checkEdit(known, present, tell);
}

/** Who makes a whole video anew is given the video: a picture that was changed before would be lost. */
function checkEdit(known: Case, present: readonly Placed[], tell: Tell): void {
  const motion = present.find(({ agent }) => agent === 'image-to-video');
  const change = present.find(({ agent }) => agent === 'image-to-image' || agent === 'text-to-image');
  const rule = 'Put image-to-image before image-to-video, with “when: no-video-to-video”';
  if (known['no-video-to-video']) {
    if (change?.agent !== 'image-to-image') tell(motion, `Without it the first frame is not changed. ${rule}.`);
  } else if (change !== undefined) tell(change, `A provider that edits whole videos needs no picture. ${rule}.`);
}

function checkOnce(agent: 'connect' | 'image-to-video', present: readonly Placed[], tell: Tell): void {
  const [first, ...others] = present.filter((stage) => stage.agent === agent);
  for (const stage of others) tell(stage, `${agent} can stand here only once. Take one away.`);
  if (first === undefined) tell(undefined, `There has to be one stage ${agent} that no condition leaves out. Add it.`);
}

/** Whether there is a picture without one being painted, or none is needed. */
function startsFromPicture(takes: TaskKind, known: Case, agent: string): boolean {
  return takes === 'extend' || known.picture || (agent === 'image-to-video' && known['text-to-video']);
}

/** Every case that requests of a kind can be in. */
function casesOf(takes: TaskKind): Case[] {
  const both = [true, false];
  const pictures = { t2v: [false], i2v: [true], simulate: both, extend: [false], edit: [false], connect: [false] };
  return pictures[takes].flatMap((picture) =>
    both.flatMap((change) =>
      both.flatMap((video) =>
        both.map((words) => ({
          picture,
          'no-picture': !picture,
          'asks-for-change': change,
          'video-to-video': video,
          'no-video-to-video': !video,
          'text-to-video': words,
          'no-text-to-video': !words,
        })),
      ),
    ),
  );
}
