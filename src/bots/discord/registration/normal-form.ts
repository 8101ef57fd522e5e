import { z } from 'zod';

/** Absent, null and empty mean the same to Discord. */
const translations = z
  .record(z.string(), z.string().nullish())
  .nullish()
  .transform((map) => Object.fromEntries(Object.entries(map ?? {}).filter(([, said]) => typeof said === 'string')));
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const limit = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
/** Lists whose order says nothing. */
const numbers = z
  .array(z.number())
  .nullish()
  .transform((list) => (list ?? []).toSorted((a, b) => a - b));
const words = z
  .array(z.string())
  .nullish()
  .transform((list) => (list ?? []).toSorted());

const choiceSchema = z.object({
  name: z.string(),
  name_localizations: translations,
  value: z.union([z.string(), z.number()]),
});

const optionSchema = z.object({
  type: z.number(),
  name: z.string(),
  name_localizations: translations,
  description: z.string(),
  description_localizations: translations,
  required: flag,
  autocomplete: flag,
  choices: z
    .array(choiceSchema)
    .nullish()
    .transform((list) => list ?? []),
  channel_types: numbers,
  file_types: words,
  min_value: limit,
  max_value: limit,
  min_length: limit,
  max_length: limit,
  get options() {
    return z.preprocess(emptyIfAbsent, z.array(optionSchema));
  },
});

function emptyIfAbsent(list: unknown): unknown {
  return list ?? [];
}

/** A chat-input command: https://discord.com/developers/docs/interactions/application-commands#application-command-object */
const chatInput = 1;

/** A command with every default filled in, so that what we want and what Discord has can be compared. */
export const normalFormSchema = z.object({
  type: z
    .number()
    .nullish()
    .transform((type) => type ?? chatInput),
  name: z.string(),
  name_localizations: translations,
  description: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  description_localizations: translations,
  options: z.preprocess(emptyIfAbsent, z.array(optionSchema)),
  default_member_permissions: z
    .string()
    .nullish()
    .transform((bits) => bits ?? null),
  // We always say these: left out, they are what the application is set up for.
  contexts: numbers,
  integration_types: numbers,
  nsfw: flag,
});
export type NormalForm = z.infer<typeof normalFormSchema>;
