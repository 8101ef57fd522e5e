import { z } from 'zod';

/** How the next prediction goes; what is left out goes as usual. Plain JSON: tests in other processes send it. */
export const scriptSchema = z.object({
  /** How it ends; `hold` leaves it running until it is cancelled, reaches its deadline or is let go. */
  status: z.enum(['succeeded', 'failed', 'canceled', 'aborted', 'hold']).optional(),
  error: z.unknown().optional(),
  /** What it is told to have made, in place of a file of its own. */
  output: z.unknown().optional(),
  /** A file on this machine that is served as its output. */
  outputFile: z.string().optional(),
  /** Milliseconds in `starting`, and then in `processing`. */
  startMs: z.number().optional(),
  makeMs: z.number().optional(),
  /** Its log as it ends, in place of a growing bar. */
  logs: z.string().optional(),
  /** In place of `processing` while it runs. */
  runningStatus: z.string().optional(),
  /** Seconds that it is told to have run. */
  predictTimeS: z.number().optional(),
});
export type Script = z.infer<typeof scriptSchema>;

/** Something that goes wrong with requests. */
export const faultSchema = z.object({
  method: z.string().optional(),
  /** An expression that the path fits, without the host: `^/v1/predictions$`. */
  path: z.string(),
  /**
   * `status` answers so and does nothing; `status-after` does the work and answers so; `cut-before` and `cut-after` close
   * the connection without an answer; `half` breaks off in the middle of the answer; `slow` answers in pieces; `garbage`
   * does the work and answers what is no JSON; `hang` does the work and never answers.
   */
  kind: z.enum(['status', 'status-after', 'cut-before', 'cut-after', 'half', 'slow', 'garbage', 'hang']),
  status: z.int().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  /** Requests that it meets; one unless told. */
  times: z.int().positive().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** What holds until it is changed. */
export const knobsSchema = z.object({
  /** Milliseconds of usual predictions. */
  startMs: z.number(),
  makeMs: z.number(),
  /** Whether predictions tell their webhook. */
  showsWebhooks: z.boolean(),
  /** Whether data URIs are left out of the inputs that are told. */
  hidesDataUris: z.boolean(),
  pageSize: z.int().positive(),
  /** Sent webhooks go to this origin in place of their own: tests have no https. */
  webhookOrigin: z.string().optional(),
  /** `Cancel-After` is multiplied by it. */
  deadlineScale: z.number(),
  /** Whether outputs of images come as a list. */
  listsImages: z.boolean(),
  /** Whether inputs, outputs and logs of predictions are deleted, as they are after an hour. */
  dataRemoved: z.boolean(),
  /** Whether outputs are gone. */
  outputsExpired: z.boolean(),
});
export type Knobs = z.infer<typeof knobsSchema>;

export const usualKnobs: Knobs = {
  startMs: 10,
  makeMs: 40,
  showsWebhooks: true,
  hidesDataUris: false,
  pageSize: 100,
  deadlineScale: 1,
  listsImages: true,
  dataRemoved: false,
  outputsExpired: false,
};
