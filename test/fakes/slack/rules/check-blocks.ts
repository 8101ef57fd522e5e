import { z } from 'zod';

/** Something in blocks that Slack would not take. */
export interface BlockProblem {
  /** From the list of blocks on, such as `/0/elements/1/text`. */
  readonly path: string;
  readonly message: string;
}

const plain = (length: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(length), emoji: z.boolean().optional() });
const mrkdwn = (length: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(length), verbatim: z.boolean().optional() });
const anyText = (length: number) => z.union([plain(length), mrkdwn(length)]);

const id = z.string().min(1).max(255);
const blockId = { block_id: id.optional() };

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
const confirm = z.strictObject({
  title: plain(100),
  text: plain(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const option = z.strictObject({
  text: anyText(75),
  value: z.string().max(150),
  description: plain(75).optional(),
  url: z.url().max(3_000).optional(),
});
const options = z.array(option).min(1).max(100);

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: id,
  url: z.url().max(3_000).optional(),
  value: z.string().max(2_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});
const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    action_id: id,
    options,
    initial_option: option.optional(),
    placeholder: plain(150).optional(),
    confirm: confirm.optional(),
  })
  .refine(
    ({ options: all, initial_option: initial }) =>
      initial === undefined || all.some((one) => JSON.stringify(one) === JSON.stringify(initial)),
    'initial_option is none of the options',
  );
const externalSelect = z.strictObject({
  type: z.enum(['external_select', 'multi_external_select']),
  action_id: id,
  min_query_length: z.number().int().min(0).optional(),
  max_selected_items: z.number().int().min(1).optional(),
  initial_option: option.optional(),
  initial_options: z.array(option).optional(),
  placeholder: plain(150).optional(),
});
const conversations = z.strictObject({
  type: z.literal('conversations_select'),
  action_id: id,
  default_to_current_conversation: z.boolean().optional(),
  initial_conversation: z.string().optional(),
  filter: z
    .strictObject({
      include: z
        .array(z.enum(['im', 'mpim', 'private', 'public']))
        .min(1)
        .optional(),
      exclude_bot_users: z.boolean().optional(),
      exclude_external_shared_channels: z.boolean().optional(),
    })
    .optional(),
  placeholder: plain(150).optional(),
  response_url_enabled: z.boolean().optional(),
});
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  action_id: id,
  options: z.array(option).min(1).max(10),
  initial_options: z.array(option).min(1).optional(),
});
const textInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id,
  multiline: z.boolean().optional(),
  initial_value: z.string().max(3_000).optional(),
  min_length: z.number().int().min(0).max(3_000).optional(),
  max_length: z.number().int().min(1).max(3_000).optional(),
  placeholder: plain(150).optional(),
});
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  action_id: id,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  placeholder: plain(150).optional(),
});
const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: id,
  filetypes: z.array(z.string()).min(1).optional(),
  max_files: z.number().int().min(1).max(10).optional(),
});

const inputElement = z.union([
  staticSelect,
  externalSelect,
  conversations,
  checkboxes,
  textInput,
  numberInput,
  fileInput,
]);
const actionElement = z.union([button, staticSelect, externalSelect, conversations, checkboxes]);

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional();
const richElement = z.union([
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({ type: z.literal('link'), url: z.url().max(3_000), text: z.string().min(1).optional(), style }),
  z.strictObject({ type: z.literal('user'), user_id: z.string().regex(/^[UW][A-Z0-9]+$/u), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string().regex(/^[CGD][A-Z0-9]+$/u), style }),
  z.strictObject({ type: z.literal('emoji'), name: z.string(), unicode: z.string().optional() }),
]);
const richSection = z.strictObject({
  type: z.enum(['rich_text_section', 'rich_text_quote', 'rich_text_preformatted']),
  elements: z.array(richElement).min(1),
});

const imageFields = { alt_text: z.string().min(1).max(2_000), title: plain(2_000).optional() };
const slackFile = z.strictObject({ id: z.string() });

const blocks = {
  header: z.strictObject({ type: z.literal('header'), text: plain(150), ...blockId }),
  divider: z.strictObject({ type: z.literal('divider'), ...blockId }),
  section: z.strictObject({
    type: z.literal('section'),
    text: anyText(3_000).optional(),
    fields: z.array(anyText(2_000)).min(1).max(10).optional(),
    accessory: z.union([button, staticSelect]).optional(),
    expand: z.boolean().optional(),
    ...blockId,
  }),
  context: z.strictObject({
    type: z.literal('context'),
    elements: z.array(anyText(3_000)).min(1).max(10),
    ...blockId,
  }),
  actions: z.strictObject({ type: z.literal('actions'), elements: z.array(actionElement).min(1).max(25), ...blockId }),
  image: z.union([
    z.strictObject({ type: z.literal('image'), image_url: z.url().max(3_000), ...imageFields, ...blockId }),
    z.strictObject({ type: z.literal('image'), slack_file: slackFile, ...imageFields, ...blockId }),
  ]),
  rich_text: z.strictObject({ type: z.literal('rich_text'), elements: z.array(richSection).min(1), ...blockId }),
  input: z.strictObject({
    type: z.literal('input'),
    label: plain(2_000),
    element: inputElement,
    hint: plain(2_000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    ...blockId,
  }),
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** Kinds of block by where they may stand. */
const allowed: Readonly<Record<'message' | 'modal' | 'home', readonly (keyof typeof blocks)[]>> = {
  message: ['header', 'divider', 'section', 'context', 'actions', 'image', 'rich_text'],
  modal: ['header', 'divider', 'section', 'context', 'actions', 'image', 'rich_text', 'input'],
  home: ['header', 'divider', 'section', 'context', 'actions', 'image', 'rich_text', 'input'],
};

const typedSchema = z.looseObject({ type: z.string(), block_id: z.string().optional() });

/** All that Slack would not take of blocks: https://docs.slack.dev/reference/block-kit/blocks */
export function checkBlocks(
  list: unknown,
  where: 'message' | 'modal' | 'home',
  isVisible: (fileId: string) => boolean = () => true,
): readonly BlockProblem[] {
  if (!Array.isArray(list)) return [{ path: '', message: 'must be an array' }];
  const most = where === 'message' ? 50 : 100;
  const problems: BlockProblem[] =
    list.length > most ? [{ path: '', message: `no more than ${most} items allowed` }] : [];
  for (const [index, block] of list.entries()) problems.push(...checkBlock(block, index, where, isVisible));
  return [
    ...problems,
    ...twice(list, /"block_id":"([^"]*)"/gu, 'block_id'),
    ...twice(list, /"action_id":"([^"]*)"/gu, 'action_id', where),
  ];
}

function checkBlock(
  block: unknown,
  index: number,
  where: 'message' | 'modal' | 'home',
  isVisible: (fileId: string) => boolean,
): readonly BlockProblem[] {
  const typed = typedSchema.safeParse(block);
  const kind = allowed[where].find((known) => known === typed.data?.type);
  if (kind === undefined) return [{ path: `/${index}/type`, message: `unsupported type: ${typed.data?.type ?? '?'}` }];
  const parsed = blocks[kind].safeParse(block);
  const problems = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    path: `/${[index, ...path].join('/')}`,
    message,
  }));
  const section =
    kind === 'section' && parsed.success
      ? z.looseObject({ text: z.unknown().optional(), fields: z.unknown().optional() }).parse(block)
      : undefined;
  if (section !== undefined && section.text === undefined && section.fields === undefined) {
    problems.push({ path: `/${index}`, message: 'section needs text or fields' });
  }
  const file = z.looseObject({ slack_file: slackFile }).safeParse(block).data?.slack_file.id;
  if (file !== undefined && !isVisible(file))
    problems.push({ path: `/${index}/slack_file`, message: 'invalid slack file' });
  return problems;
}

/** Ids must differ within a message; in views, fields of different blocks may share an action. */
function twice(
  list: readonly unknown[],
  pattern: RegExp,
  name: string,
  where?: 'message' | 'modal' | 'home',
): readonly BlockProblem[] {
  if (where === 'modal') return [];
  const found = [...JSON.stringify(list).matchAll(pattern)].map(([, one = '']) => one);
  const doubled = found.filter((one, index) => found.indexOf(one) !== index);
  return doubled.map((one) => ({ path: '', message: `\`${name}\` ${one} already exists` }));
}
