import { optionOf, type FakeOption, type PlacedElement } from './payloads-elements.ts';

/** What somebody filled in: words, options' values, or files. */
export type FakeFilled = string | readonly string[] | { readonly files: readonly { readonly id: string }[] };

/** The state of one element as payloads carry it. */
export type FakeStateValue = Readonly<Record<string, unknown>> & { readonly type: string };

/** By block id, then action id: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload/ */
export type FakeState = Readonly<Record<string, Readonly<Record<string, FakeStateValue>>>>;

/** The files by their ids, as Slack gives them. */
export type FileShapes = (fileId: string) => Readonly<Record<string, unknown>>;

const TEXTS = new Set(['plain_text_input', 'number_input', 'email_text_input', 'url_text_input']);
const ONE_OPTION = new Set(['static_select', 'radio_buttons']);
const MANY_OPTIONS = new Set(['multi_static_select', 'checkboxes']);
/** Elements whose state is one id or moment, and its name in the state. */
const SINGLE: Readonly<Record<string, string>> = {
  users_select: 'selected_user',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
};

/** The whole state: what was filled in, else what the app set first. Buttons have none. */
export function stateOf(
  elements: readonly PlacedElement[],
  filled: (element: PlacedElement) => FakeFilled | undefined,
  file: FileShapes,
): FakeState {
  const state: Record<string, Record<string, FakeStateValue>> = {};
  for (const placed of elements) {
    const value = stateValue(placed, filled(placed), file);
    if (value !== undefined) state[placed.blockId] = { ...state[placed.blockId], [placed.actionId]: value };
  }
  return state;
}

function stateValue(
  placed: PlacedElement,
  filled: FakeFilled | undefined,
  file: FileShapes,
): FakeStateValue | undefined {
  const { type, initial_value: first, initial_option: option, initial_options: options } = placed.element;
  if (TEXTS.has(type)) {
    const text = filled === undefined ? first : textOf(placed, filled);
    // An empty field has no value at all.
    return { type, value: text === undefined || text === '' ? null : text };
  }
  if (ONE_OPTION.has(type)) {
    const chosen = filled === undefined ? option : optionOf(placed, textOf(placed, filled));
    return { type, selected_option: chosen === undefined ? null : bare(chosen) };
  }
  if (MANY_OPTIONS.has(type)) {
    const chosen = filled === undefined ? options : listOf(placed, filled).map((value) => optionOf(placed, value));
    return { type, selected_options: (chosen ?? []).map(bare) };
  }
  // What an external select offers comes from the app: any value may have been among it.
  const offered = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
  if (type === 'external_select') {
    return { type, selected_option: filled === undefined ? null : offered(textOf(placed, filled)) };
  }
  if (type === 'multi_external_select') {
    return { type, selected_options: filled === undefined ? [] : listOf(placed, filled).map(offered) };
  }
  if (type === 'file_input') return { type, files: filesOf(placed, filled).map(({ id }) => file(id)) };
  const name = SINGLE[type];
  if (name === undefined) return undefined;
  return { type, [name]: filled === undefined ? null : textOf(placed, filled) };
}

/** The files that were filled in. */
export function filesOf({ actionId }: PlacedElement, filled: FakeFilled | undefined): readonly { id: string }[] {
  if (filled === undefined) return [];
  if (typeof filled === 'string' || !('files' in filled)) throw new Error(`${actionId} takes { files }`);
  return filled.files;
}

function textOf({ actionId }: PlacedElement, filled: FakeFilled): string {
  if (typeof filled !== 'string') throw new Error(`${actionId} takes one value`);
  return filled;
}

function listOf({ actionId }: PlacedElement, filled: FakeFilled): readonly string[] {
  if (typeof filled === 'string' || 'files' in filled) throw new Error(`${actionId} takes a list`);
  return filled;
}

/** The state tells an option's text and value, nothing else. */
function bare({ text, value }: FakeOption) {
  return { text, value };
}
