import type { PlacedElement } from './payloads-elements.ts';
import { filesOf, type FakeFilled, type FakeStateValue, type FileShapes } from './payloads-state.ts';

/** What Slack's client would not let somebody send: one sentence a fault. */
export function formProblems(
  elements: readonly PlacedElement[],
  filled: (element: PlacedElement) => FakeFilled | undefined,
  state: (element: PlacedElement) => FakeStateValue | undefined,
  file: FileShapes,
): string[] {
  return elements
    .filter(({ isInput }) => isInput)
    .flatMap((placed) => {
      const value = state(placed);
      if (value === undefined || isEmpty(value)) return placed.optional ? [] : [`${placed.actionId} is required`];
      if (placed.element.type === 'file_input') return fileProblems(placed, filesOf(placed, filled(placed)), file);
      const text = value['value'];
      return typeof text === 'string' ? textProblems(placed, text) : [];
    });
}

function isEmpty(value: FakeStateValue): boolean {
  const isNothing = (part: unknown): boolean => part === null || (Array.isArray(part) && part.length === 0);
  return Object.entries(value).every(([name, part]) => name === 'type' || isNothing(part));
}

function textProblems({ actionId, element }: PlacedElement, text: string): string[] {
  if (element.type === 'number_input') return numberProblems(actionId, element, text);
  const problems: string[] = [];
  if (text.length < (element.min_length ?? 0)) problems.push(`${actionId} is too short`);
  // https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element/: 3000 unless the app says less.
  if (text.length > (element.max_length ?? 3000)) problems.push(`${actionId} is too long`);
  return problems;
}

function numberProblems(actionId: string, element: PlacedElement['element'], text: string): string[] {
  if (!/^-?\d+(\.\d+)?$/u.test(text)) return [`${actionId} is not a number`];
  const problems: string[] = [];
  if (element.is_decimal_allowed !== true && text.includes('.')) problems.push(`${actionId} must be whole`);
  if (element.min_value !== undefined && Number(text) < Number(element.min_value))
    problems.push(`${actionId} is too small`);
  if (element.max_value !== undefined && Number(text) > Number(element.max_value))
    problems.push(`${actionId} is too large`);
  return problems;
}

function fileProblems(
  { actionId, element }: PlacedElement,
  files: readonly { id: string }[],
  file: FileShapes,
): string[] {
  // https://docs.slack.dev/reference/block-kit/block-elements/file-input-element/: 10 unless the app says less.
  const problems = files.length > (element.max_files ?? 10) ? [`${actionId} has too many files`] : [];
  const types = element.filetypes;
  if (types === undefined || types.length === 0) return problems;
  const wrong = files.filter(({ id }) => !types.includes(String(file(id)['filetype'])));
  return [...problems, ...wrong.map(({ id }) => `${actionId} does not take the type of ${id}`)];
}
