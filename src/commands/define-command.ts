import type { z } from 'zod';
import type { Agent } from '../core/agents.ts';
import type { ImageSource, VideoSource } from '../core/studio/incoming.ts';
import type { Studio } from '../core/studio/studio.ts';
import type { PersonRef, ThreadRef } from '../core/thread.ts';
import { checkOptions } from './check-options.ts';

/** Where a command comes from, and what it acts through. */
export interface CommandContext {
  readonly studio: Studio;
  readonly person: PersonRef;
  /** The thread that the task gets, or in which the answer goes. */
  readonly thread: ThreadRef;
  /** The message or interaction, unique on its platform. */
  readonly sourceId: string;
  /** Pictures that came with the command or in the message that it replies to, best first. */
  readonly images: readonly ImageSource[];
  /** Videos that came with the command or in the message that it replies to; the replied one first. */
  readonly videos: readonly VideoSource[];
  readonly signal: AbortSignal;
  /** Whether this is a private talk with the bot: there a person's own tasks of all spaces are theirs to go on from. */
  readonly direct?: boolean;
  /** The task in whose thread this is said, where it is one. */
  readonly threadTask?: string;
  /** Throws `bad-input` where the bot may not post into a channel of the space. */
  readonly demandPostable?: (channel: string) => Promise<void>;
  /**
   * The id of a channel or a role of the space that somebody named. Throws `bad-input` where there is none. Absent where
   * the chat gives nothing but ids.
   */
  readonly findChannel?: (named: string) => Promise<string>;
  readonly findRole?: (named: string) => Promise<string>;
  /** How a channel or a role is named in a text; their ids where absent. */
  readonly nameChannel?: (id: string) => string;
  readonly nameRole?: (id: string) => string;
  /** Address of the message that shows an entry of the gallery. */
  readonly entryUrl?: (clipId: string) => Promise<string | undefined>;
}

/** A line of an answer. */
export interface ListItem {
  readonly text: string;
  /** Where it leads. */
  readonly url?: string;
  /** The finished video that it speaks of. */
  readonly clip?: string;
}

/** What a command answers. */
export type CommandReply =
  | { readonly kind: 'task'; readonly taskId: string; readonly duplicate: boolean }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  /** Shows a finished video here. */
  | { readonly kind: 'clip'; readonly taskId: string }
  /** A finished video is gone: its message goes, too. */
  | { readonly kind: 'deleted'; readonly taskId: string; readonly text: string };

/** A command, declared once for every platform: its options are the truth for parsing, checks, completion and help. */
export interface Command {
  /** One lower-case word, as it is typed; or two, of which the first stands for a group. */
  readonly name: string;
  /** One line for lists and completion. */
  readonly description: string;
  /** A line to copy. */
  readonly example: string;
  /** A flat object of strings, numbers and choices, each with a description. */
  readonly options: z.ZodObject;
  /** The option that takes the words typed without a name. */
  readonly positional?: string;
  /** Whether it asks for a video; else what it says is for whoever asked. */
  readonly makesVideo: boolean;
  /** Whether a picture is of use: adapters then offer an attachment. */
  readonly picture: 'required' | 'optional' | 'unused';
  /** How many videos it needs at least; 0 where it takes none. */
  readonly videos: number;
  /** The agents that a model can be chosen for; none where it makes no video. */
  readonly casts: readonly Agent[];
  /** Checks the options and carries the command out. Throws `MoraError`. */
  run(options: unknown, context: CommandContext): Promise<CommandReply>;
}

/** Declares a command; `run` gets its options checked and typed. */
export function defineCommand<Options extends z.ZodObject>(definition: {
  readonly name: string;
  readonly description: string;
  readonly example: string;
  readonly options: Options;
  readonly positional?: keyof z.infer<Options> & string;
  readonly makesVideo?: boolean;
  readonly picture?: Command['picture'];
  readonly videos?: number;
  readonly casts?: readonly Agent[];
  readonly run: (options: z.infer<Options>, context: CommandContext) => Promise<CommandReply>;
}): Command {
  const { run, makesVideo = false, picture = 'unused', videos = 0, casts = [], ...rest } = definition;
  return {
    ...rest,
    makesVideo,
    picture,
    videos,
    casts,
    run: (options, context) => run(checkOptions(definition.options, options, definition.name), context),
  };
}
