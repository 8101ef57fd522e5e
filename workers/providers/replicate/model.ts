import type { z } from 'zod';
import type { Agent, AgentInput } from '../../../src/core/agents.ts';
import type { ArtifactId } from '../../../src/core/artifacts/artifact.ts';
import type { MotionSkills } from '../../../src/core/provider.ts';

/** What a model is asked with, by the names of its own fields. */
export type ReplicateInput = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Hands a file to the model: returns what to write into the input (a small data URI or an uploaded file's URL). */
export type HandFile = (artifact: ArtifactId) => Promise<string>;

/** How a model plays an agent. */
export interface ReplicateRole<A extends Agent> {
  /** The contract's input in the model's fields; it is parsed by the model's table before it is sent. */
  readonly toInput: (input: AgentInput<A>, file: HandFile) => Promise<ReplicateInput>;
}

/** Dollars: for a turn, for each second of the video, or for each second that the machine runs. */
export type ReplicatePrice =
  | { readonly turn: number }
  | { readonly second: number }
  | {
      readonly 'machine-second': number;
      /** Seconds that a turn takes about, for the price that is told before. */
      readonly typicalS: number;
    };

/** The roles that a model may play: it makes a picture or a video. */
export type ReplicateAgent = 'text-to-image' | 'image-to-image' | 'image-to-video' | 'connect';

/** One model on Replicate, as data: what it is called, which fields it takes, what it costs. */
export interface ReplicateModel {
  /** `wan-2.2-i2v-fast` is the provider `replicate/wan-2.2-i2v-fast`. */
  readonly id: string;
  /** Its address on Replicate. */
  readonly slug: `${string}/${string}`;
  /** 64 hex digits: community models are run by version; official ones without. */
  readonly versionId?: string;
  /** How results name it to people: "Wan 2.2 on Replicate". */
  readonly label: string;
  /**
   * Every field that may be sent, strict, with ranges and defaults: what is sent is parsed by it, and it is compared
   * with the schema that the model publishes.
   */
  readonly fields: z.ZodObject;
  readonly roles: { readonly [A in ReplicateAgent]?: ReplicateRole<A> };
  readonly motion?: MotionSkills;
  readonly price: ReplicatePrice;
  readonly makes: 'image' | 'video';
  /** Of models that make videos. */
  readonly clip?: {
    /** Whether the first frame of the clip is the image that it was started from. */
    readonly repeatsStart: boolean;
    /** Where all frames are to be retimed: into so many seconds. */
    readonly durationS?: (input: AgentInput<'image-to-video'>) => number;
  };
}
