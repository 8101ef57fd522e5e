import { z } from 'zod';

const textSchema = z.looseObject({ type: z.string(), text: z.string() });
const optionSchema = z.looseObject({ text: textSchema, value: z.string() });

/** An element that people can use, as the app sent it. */
const elementSchema = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  value: z.string().optional(),
  options: z.array(optionSchema).optional(),
  option_groups: z.array(z.looseObject({ options: z.array(optionSchema) })).optional(),
  initial_option: optionSchema.optional(),
  initial_options: z.array(optionSchema).optional(),
  initial_value: z.string().optional(),
  min_length: z.number().optional(),
  max_length: z.number().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  is_decimal_allowed: z.boolean().optional(),
  max_files: z.number().optional(),
  filetypes: z.array(z.string()).optional(),
});
const blockSchema = z.looseObject({
  type: z.string(),
  block_id: z.string().optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: z.unknown().optional(),
  accessory: z.unknown().optional(),
  elements: z.array(z.unknown()).optional(),
});

/** An option of a select, of radio buttons or of checkboxes. */
export type FakeOption = z.infer<typeof optionSchema>;
/** An element of a block. */
export type FakeElement = z.infer<typeof elementSchema>;

/** An element with where it stands. */
export interface PlacedElement {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: FakeElement;
  /** It stands in an input block. */
  readonly isInput: boolean;
  /** The form may be sent without it. */
  readonly optional: boolean;
  /** Using it reaches the app at once. */
  readonly dispatches: boolean;
}

/** Every element with an action id in `blocks`, in reading order. */
export function elementsOf(blocks: unknown): PlacedElement[] {
  const parsed = z.array(blockSchema).safeParse(blocks);
  return (parsed.data ?? []).flatMap((block, index) => {
    const isInput = block.type === 'input';
    const inside = isInput ? [block.element] : [block.accessory, ...(block.elements ?? [])];
    return inside.flatMap((raw): PlacedElement[] => {
      const element = elementSchema.safeParse(raw).data;
      if (element?.action_id === undefined) return [];
      return [
        {
          blockId: block.block_id ?? `block-${index}`,
          actionId: element.action_id,
          element,
          isInput,
          optional: !isInput || block.optional === true,
          dispatches: !isInput || block.dispatch_action === true,
        },
      ];
    });
  });
}

/** The options of an element, out of its groups too. */
export function optionsOf(element: FakeElement): FakeOption[] {
  return [...(element.options ?? []), ...(element.option_groups ?? []).flatMap(({ options }) => options)];
}

/** The option with that value. @throws Error where there is none, as nobody could choose it */
export function optionOf({ element, actionId }: PlacedElement, value: string): FakeOption {
  const option = optionsOf(element).find((its) => its.value === value);
  if (option === undefined) throw new Error(`${actionId} has no option ${value}`);
  return option;
}
