import { z } from 'zod';

const plain = (length: number) =>
  z
    .object({ type: z.literal('plain_text'), text: z.string().min(1).max(length), emoji: z.boolean().optional() })
    .strict();

/** https://docs.slack.dev/reference/views/modal-views */
const modalSchema = z
  .object({
    type: z.literal('modal'),
    title: plain(24),
    blocks: z.array(z.unknown()).max(100),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    callback_id: z.string().max(255).optional(),
    private_metadata: z.string().max(3_000).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    external_id: z.string().max(255).optional(),
  })
  .strict();

/** https://docs.slack.dev/reference/views/home-tab-views */
const homeSchema = z
  .object({
    type: z.literal('home'),
    blocks: z.array(z.unknown()).max(100),
    callback_id: z.string().max(255).optional(),
    private_metadata: z.string().max(3_000).optional(),
    external_id: z.string().max(255).optional(),
  })
  .strict();

/** What Slack would not take of a view, beside its blocks. */
export function checkView(view: Readonly<Record<string, unknown>>, wanted: 'modal' | 'home'): readonly string[] {
  const parsed = (wanted === 'modal' ? modalSchema : homeSchema).safeParse(view);
  const problems = (parsed.error?.issues ?? []).map(
    ({ path, message }) => `${message} [json-pointer:/view/${path.join('/')}]`,
  );
  const hasInput = z
    .array(z.looseObject({ type: z.literal('input') }))
    .safeParse(
      [...(Array.isArray(view['blocks']) ? view['blocks'] : [])].filter(
        (block) => z.looseObject({ type: z.literal('input') }).safeParse(block).success,
      ),
    );
  const needsSubmit = wanted === 'modal' && (hasInput.data?.length ?? 0) > 0 && view['submit'] === undefined;
  return needsSubmit ? [...problems, 'submit is needed where there are inputs'] : problems;
}
