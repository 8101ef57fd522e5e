import { z } from 'zod';
import type { Agent, AgentInput, AgentOutput } from './agents.ts';
import type { ArtifactId } from './artifacts/artifact.ts';
import type { ArtifactStore } from './artifacts/artifact-store.ts';
import type { Logger } from './log.ts';

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

/** Plays one role: takes the contract's input, returns its output. Throws `MoraError`. */
export type AgentRunner<A extends Agent> = (input: AgentInput<A>, context: StageContext) => Promise<AgentOutput<A>>;

/**
 * What a provider can do as the image-to-video agent, as the planner reads it.
 * `maxClipS`: longest clip of one turn, in seconds; longer videos are chained. Absent: any length.
 * `videoToVideo`: makes a whole video anew and keeps its motion (`source`).
 */
export const motionSkillsSchema = z.object({
  maxClipS: z.number().min(0.5).exactOptional(),
  videoToVideo: z.boolean(),
});
export type MotionSkills = z.infer<typeof motionSkillsSchema>;

/** Somebody who can play one or more agents. */
export interface Provider {
  /** Lower-case, as in the configuration: `sketch`, `replicate`. */
  readonly name: string;
  /** Of the provider's own work or of its model: with it a result can be traced. */
  readonly version: string;
  /** Only for providers that play image-to-video. */
  readonly motion?: MotionSkills;
  /** How results name it to people, honestly: "sketch (no model)". */
  readonly label: string;
  readonly agents: { readonly [A in Agent]?: AgentRunner<A> };
  /** Ends child processes and connections. */
  close(): Promise<void>;
}
