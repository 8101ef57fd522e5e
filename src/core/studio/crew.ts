import { agents, type Agent } from '../agents.ts';
import { MoraError } from '../errors.ts';
import type { Crew, Player } from '../pipeline/crew.ts';
import type { MotionSkills } from '../provider.ts';
import { resultS } from '../request-shape.ts';
import type { TaskRequest } from '../task.ts';
import type { WorkerPresence } from '../queue/task-queue.ts';

/**
 * The providers that the operator wants for each agent, the first preferred; an agent that is absent takes any. A name
 * that ends in `*` stands for all that begin so.
 */
export type Preferences = { readonly [A in Agent]?: readonly string[] };

/** What else decides who plays. */
export interface Casting {
  readonly preferences?: Preferences;
  /** Who plays an agent where none of those preferred is there. */
  readonly standIns?: { readonly [A in Agent]?: string };
  /** The provider that a person chose: it takes the seat of every agent that it plays, alone. */
  readonly model?: string | undefined;
  /** Whether videos are made from words in one step where that is possible. */
  readonly oneStep?: boolean;
  /** Who makes whole videos anew, in order: they set in motion where a video of `editS` seconds is to be changed. */
  readonly editors?: readonly string[];
  readonly editS?: number | undefined;
}

/** What the operator's wishes and a request come to. */
export function castingOf(wishes: Omit<Casting, 'model' | 'editS'>, request?: TaskRequest): Casting {
  if (request === undefined) return wishes;
  return { ...wishes, model: request.model, editS: request.kind === 'edit' ? resultS(request) : undefined };
}

/**
 * Who plays each agent, from the workers that are alive: of those that they have for it, as the operator prefers. Throws
 * `unavailable` where a chosen model is not there.
 */
export function crewOf(workers: readonly WorkerPresence[], casting: Casting = {}): Crew {
  const { preferences = {}, standIns = {}, model, oneStep = false } = casting;
  const players = agents.map((agent): readonly [Agent, Player | undefined] => {
    const present = new Set(workers.flatMap((worker) => worker.agents[agent] ?? []));
    if (model !== undefined && present.has(model)) return [agent, seat(agent, [model], workers, oneStep)];
    const editors = agent === 'image-to-video' ? editorsOf(present, workers, casting) : [];
    const wanted = editors.length > 0 ? editors : wantedOf(present, workers, preferences[agent]);
    const standIn = standIns[agent];
    const last = wanted.length === 0 && standIn !== undefined && present.has(standIn) ? [standIn] : wanted;
    return [agent, seat(agent, last, workers, oneStep)];
  });
  if (model !== undefined && !players.some(([, player]) => player?.provider === model)) {
    throw new MoraError(
      'unavailable',
      `${model} is not here just now. Choose another model, or leave the choice to the studio.`,
    );
  }
  // Built from the list of agents, so its keys are agents.
  return Object.fromEntries(players.filter(([, player]) => player !== undefined)) as Crew;
}

/** The names that may play, in order. One that is stopped comes in only where nobody else can: then the task waits for it. */
function wantedOf(
  present: ReadonlySet<string>,
  workers: readonly WorkerPresence[],
  wanted: readonly string[] | undefined,
): readonly string[] {
  const all = [...present].toSorted();
  const named =
    wanted === undefined ? all : wanted.flatMap((name) => all.filter((candidate) => isMeant(candidate, name)));
  const works = (name: string): boolean =>
    workers.some(({ providers }) => providers[name] !== undefined && providers[name].stopped === undefined);
  const working = named.filter(works);
  const taken = [...new Set(working.length > 0 ? working : named)];
  return wanted === undefined ? taken.slice(0, 1) : taken;
}

/** Those of the editors who can take a video of that length. */
function editorsOf(
  present: ReadonlySet<string>,
  workers: readonly WorkerPresence[],
  { editors = [], editS }: Casting,
): readonly string[] {
  if (editS === undefined) return [];
  const takes = (name: string): boolean => {
    const skills = workers.flatMap(({ motion }) => motion[name] ?? []);
    return skills.some(({ videoToVideo, maxEditS = Infinity }) => videoToVideo && editS <= maxEditS);
  };
  const able = new Set([...present].filter(takes));
  return able.size === 0 ? [] : wantedOf(able, workers, editors);
}

/** Whether a wish means a provider: its name, or the beginning of it before a `*`. */
export function isMeant(name: string, wish: string): boolean {
  return wish.endsWith('*') ? name.startsWith(wish.slice(0, -1)) : name === wish;
}

function seat(
  agent: Agent,
  [provider, ...others]: readonly string[],
  workers: readonly WorkerPresence[],
  oneStep: boolean,
): Player | undefined {
  if (provider === undefined) return undefined;
  const fallbacks = others.filter((other) => agent !== 'image-to-video' || isAlike(provider, other, workers));
  const price = workers.flatMap(({ providers }) => providers[provider]?.prices[agent] ?? [])[0];
  const player = { provider, fallbacks, ...(price === undefined ? {} : { price }) };
  if (agent !== 'image-to-video') return player;
  return { ...player, motion: commonSkills([provider, ...fallbacks], workers), oneStep };
}

/** Whether one can fall in for another: it heeds words and takes a first frame where the other does. */
function isAlike(first: string, other: string, workers: readonly WorkerPresence[]): boolean {
  const [ofFirst, ofOther] = [first, other].map((name) => workers.flatMap(({ motion }) => motion[name] ?? [])[0]);
  const takes = (skill: 'takesText' | 'takesImage'): boolean =>
    ofFirst?.[skill] === false || ofOther?.[skill] !== false;
  return takes('takesText') && takes('takesImage');
}

/** What all of some providers can do: a plan is made before it is known who will play. */
function commonSkills(names: readonly string[], workers: readonly WorkerPresence[]): MotionSkills {
  const skills = names.flatMap((name) => workers.flatMap((worker) => worker.motion[name] ?? [])).map(withMeaning);
  const [first] = skills;
  if (first === undefined) return { videoToVideo: false };
  const all = (has: (one: MotionSkills) => boolean | undefined): boolean => skills.every((one) => has(one) === true);
  const least = (of: (one: MotionSkills) => number | undefined): number | undefined => {
    const known = skills.flatMap((one) => of(one) ?? []);
    return known.length === 0 ? undefined : Math.min(...known);
  };
  const maxClipS = least(({ maxClipS: longest }) => longest);
  const fps = least(({ fps: rate }) => rate);
  // What further clips add holds only where all say so: else a chain of the others would come out short.
  const chainS = skills.every((one) => one.chainS !== undefined) ? least((one) => one.chainS) : undefined;
  return {
    videoToVideo: all((one) => one.videoToVideo),
    ...(all((one) => one.takesText) ? {} : { takesText: false }),
    ...(all((one) => one.takesImage) ? {} : { takesImage: false }),
    ...(all((one) => one.textToVideo) ? { textToVideo: true } : {}),
    ...(all((one) => one.takesLastFrame) ? { takesLastFrame: true } : {}),
    ...(maxClipS === undefined ? {} : { maxClipS }),
    ...(fps === undefined ? {} : { fps }),
    ...(chainS === undefined ? {} : { chainS }),
  };
}

/** Skills with what is meant by what they leave out. */
function withMeaning(skills: MotionSkills): MotionSkills {
  return { takesText: true, takesImage: true, textToVideo: false, takesLastFrame: false, ...skills };
}
