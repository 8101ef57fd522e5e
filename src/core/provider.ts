import { z } from 'zod';
import type { Agent, AgentInput, AgentOutput } from './agents.ts';
import type { ArtifactId } from './artifacts/artifact.ts';
import type { ArtifactStore } from './artifacts/artifact-store.ts';
import type { MoraError } from './errors.ts';
import type { Logger } from './log.ts';

/** A value that JSON can hold. */
export type JsonValue = z.infer<ReturnType<typeof z.json>>;

/** How far a stage is. `percent` is absent where nobody knows it: an invented number is worse than none. */
export interface StageProgress {
  /** What is being done, in a word or two for people: "painting", "drawing frames". */
  readonly phase: string;
  /** 0 to 100, measured. */
  readonly percent?: number;
  /** An image worth showing while it is made, such as the key frame. */
  readonly preview?: ArtifactId;
}

/** What a provider is handed for one turn. */
export interface StageContext {
  /** Unique for the stage; prefix the ids of what is stored with it, so that a second run finds it again. */
  readonly stageId: string;
  /** Aborts on cancel, on shutdown and when the worker loses the job. */
  readonly signal: AbortSignal;
  readonly artifacts: ArtifactStore;
  /** An empty folder for this turn alone, removed afterwards. */
  readonly scratchDir: string;
  readonly logger: Logger;
  /** Tells people how far this is. Cheap to call often; only the newest counts. */
  readonly report: (progress: StageProgress) => void;
}

/** Plays one role here, for nothing: takes the contract's input, returns its output. May be run again. Throws `MoraError`. */
export type AgentRunner<A extends Agent> = (input: AgentInput<A>, context: StageContext) => Promise<AgentOutput<A>>;

/** What a generation that may cost something came to. */
export interface Made<A extends Agent> {
  readonly output: AgentOutput<A>;
  /** Dollars, as far as the provider tells or its prices say; absent where nobody knows. */
  readonly costUsd?: number | undefined;
}

/** What a generation is begun with. */
export interface StartContext extends StageContext {
  /** Unique for this one beginning, and the same when it is looked for after a crash: lower-case letters, digits, dashes. */
  readonly mark: string;
  /** When the beginning was decided, in milliseconds since 1970: nothing that began clearly before it is ours. */
  readonly markedAtMs: number;
}

/** Where a generation stands. */
export type Standing =
  | {
      readonly state: 'running';
      readonly progress?: StageProgress | undefined;
      /** Milliseconds until it is worth asking again; left out, that is the asker's to choose. */
      readonly againMs?: number | undefined;
    }
  /** It is done; `result` is what `collect` needs to fetch it. */
  | { readonly state: 'made'; readonly result: JsonValue }
  /** It ended without a result, for good. The error may carry what it cost. */
  | { readonly state: 'failed'; readonly error: MoraError };

/**
 * Plays one role elsewhere: a generation is begun once, asked for until it ends, fetched, and stopped when nobody wants
 * it any more. An operation is plain JSON: any process can go on with it.
 */
export interface OperationRole<A extends Agent> {
  readonly kind: 'operation';
  /**
   * Begins the generation and returns what it is asked for by, as soon as it has a name. Throws `uncertain` where it may
   * have begun and nobody can tell; any other error means that it did not.
   */
  start(input: AgentInput<A>, context: StartContext): Promise<JsonValue>;
  /** Looks for a generation that a lost `start` may have begun, by its mark. Undefined where there is none (yet). */
  find(input: AgentInput<A>, context: StartContext): Promise<JsonValue | undefined>;
  /** Asks once. Throws `unavailable` where it could not ask: then it is asked again. */
  poll(operation: JsonValue, context: StageContext): Promise<Standing>;
  /**
   * Fetches what was made, looks whether it is whole and keeps it. Throws a retryable error where fetching again may
   * help, `output-lost` where it is gone.
   */
  collect(result: JsonValue, input: AgentInput<A>, context: StageContext): Promise<Made<A>>;
  /** Stops it. One that has ended or is not known is no error. */
  cancel(operation: JsonValue, signal: AbortSignal): Promise<void>;
}

/**
 * Plays one role elsewhere by one request that holds its answer. It is never sent twice where it may have been carried
 * out: `run` throws `uncertain` where nobody can tell, and any other error where surely nothing was made.
 */
export interface CallRole<A extends Agent> {
  readonly kind: 'call';
  run(input: AgentInput<A>, context: StageContext): Promise<Made<A>>;
}

/** How a provider plays an agent: here, by a request, or by an operation. */
export type Role<A extends Agent> = AgentRunner<A> | CallRole<A> | OperationRole<A>;

/**
 * What a provider can do as the image-to-video agent, as the planner reads it. What is absent is unknown or unbounded.
 */
export const motionSkillsSchema = z.object({
  /** Longest clip of one turn, in seconds; longer videos are chained. */
  maxClipS: z.number().min(0.5).exactOptional(),
  /** Seconds that each further clip of a chain adds, where that is not its length less the frame that it repeats. */
  chainS: z.number().min(0.5).exactOptional(),
  /** Frames a second of its clips. */
  fps: z.number().positive().exactOptional(),
  /** Frames of each clip, where they are always as many. */
  frames: z.int().positive().exactOptional(),
  /** Makes a whole video anew and keeps its motion (`source`). */
  videoToVideo: z.boolean(),
  /** Longest video that it makes anew, in seconds. */
  maxEditS: z.number().positive().exactOptional(),
  /** Whether words guide the motion; absent, they do. */
  takesText: z.boolean().exactOptional(),
  /** Goes from words to a video in one step, without a first frame. */
  textToVideo: z.boolean().exactOptional(),
  /** Whether it takes a first frame; absent, it does. */
  takesImage: z.boolean().exactOptional(),
  /** Can be led to a last frame. */
  takesLastFrame: z.boolean().exactOptional(),
  /** Sizes in which it makes clips; those of other sizes are scaled in the finish. */
  sizes: z.array(z.object({ width: z.int().positive(), height: z.int().positive() })).exactOptional(),
});
export type MotionSkills = z.infer<typeof motionSkillsSchema>;

/** What a turn costs about, in dollars: a part for each turn and a part for each second of video that it makes. */
export const priceSchema = z.object({ turnUsd: z.number().nonnegative(), secondUsd: z.number().nonnegative() });
export type Price = z.infer<typeof priceSchema>;

/** Somebody who can play one or more agents: a program of ours, or one model of a vendor. */
export interface Provider {
  /** As in the configuration: `sketch`, `replicate/flux-schnell`. Lower-case letters, digits, dots, dashes, one slash at most. */
  readonly name: string;
  /** Of the provider's own work or of its model: with it a result can be traced. */
  readonly version: string;
  /** Only for providers that play image-to-video. */
  readonly motion?: MotionSkills;
  /** How results name it to people, honestly: "sketch (no model)", "FLUX schnell on Replicate". */
  readonly label: string;
  /** What a turn costs about, by agent; absent where it is free. */
  readonly prices?: { readonly [A in Agent]?: Price };
  /** Turns of an agent that one process takes at a time; 1 where absent. Waiting for another machine costs nothing here. */
  readonly turns?: number;
  /** Why it takes no turns just now, in a sentence for the operator; undefined while it does. */
  readonly stopped?: () => string | undefined;
  readonly agents: { readonly [A in Agent]?: Role<A> };
  /** Ends child processes and connections. */
  close(): Promise<void>;
}

/** Whose a provider is, by its name: `replicate` of `replicate/flux-schnell`; one without a slash is its own. */
export function vendorOf(provider: string): string {
  return provider.split('/', 1)[0] ?? provider;
}

/** A provider that does all of its work here. */
export interface LocalProvider extends Provider {
  readonly agents: { readonly [A in Agent]?: AgentRunner<A> };
}
