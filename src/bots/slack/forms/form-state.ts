import { z } from 'zod';
import { fileSchema, idSchema, tsSchema, type SlackFile, type SlackView } from '../wire.ts';
import { fieldActionId } from './fields.ts';

const optionSchema = z.object({ value: z.string() });

/** A filled-in field: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload/ */
const fieldSchema = z.object({
  value: z.string().nullish(),
  selected_option: optionSchema.nullish(),
  selected_options: z.array(optionSchema).nullish(),
  selected_conversation: idSchema.nullish(),
  files: z.array(z.unknown()).nullish(),
});
const stateSchema = z.object({ values: z.record(z.string(), z.record(z.string(), fieldSchema)) });

/** The field of a block; undefined where the form has none. */
export type FieldOf = (blockId: string) => Field | undefined;

export interface Field {
  /** What was typed or chosen: a flag is `true` or `false`. Undefined for nothing. */
  readonly value: string | undefined;
  /** All that was chosen in a menu, in the order of the choice. */
  readonly chosen: readonly string[];
  readonly files: readonly SlackFile[];
}

/** Reads what was filled in. */
export function readState({ state }: Pick<SlackView, 'state'>): FieldOf {
  const values = stateSchema.safeParse(state).data?.values ?? {};
  return (blockId) => {
    const actions = values[blockId];
    const field = actions && (actions[fieldActionId] ?? Object.values(actions)[0]);
    if (field === undefined) return undefined;
    const { value, selected_option: chosen, selected_options: ticked, selected_conversation: conversation } = field;
    const flag = ticked === undefined || ticked === null ? undefined : String(ticked.length > 0);
    const said = value ?? chosen?.value ?? conversation ?? flag;
    const files = (field.files ?? []).flatMap((file) => fileSchema.safeParse(file).data ?? []);
    const all = [...(ticked ?? []), ...(chosen === undefined || chosen === null ? [] : [chosen])];
    return { value: said === '' ? undefined : said, chosen: all.map((one) => one.value), files };
  };
}

const metadataSchema = z.object({
  command: z.string(),
  place: z.object({ channel: idSchema.optional(), thread: tsSchema.optional() }),
});

/** Where the video of a form goes. Without a channel, the form asks. */
export interface FormPlace {
  readonly channel?: string | undefined;
  readonly thread?: string | undefined;
}

/** What a form remembers of itself, as Slack hands it back. */
export function writeMetadata(command: string, place: FormPlace): string {
  return JSON.stringify({ command, place });
}

/** Undefined for what is none, such as that of another version. */
export function readMetadata(metadata: string): z.infer<typeof metadataSchema> | undefined {
  try {
    return metadataSchema.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}
