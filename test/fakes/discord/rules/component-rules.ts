import { SELECT_TYPES, TYPES } from './component-types.ts';
import { checkButton, checkId, checkSelect, checkType, noIds } from './control-rules.ts';
import type { SeenIds } from './control-rules.ts';
import { characterCount, readChoice, readFlag, readForm, readForms, readInteger, readText, refuse } from './form.ts';
import type { Form } from './form.ts';
import {
  MAX_COLOR,
  MAX_COMPONENTS,
  MAX_DISPLAY_TEXT,
  MAX_GALLERY_ITEMS,
  MAX_MEDIA_DESCRIPTION,
  MAX_MEDIA_URL,
  MAX_ROW_BUTTONS,
  MAX_ROWS,
  MAX_SECTION_TEXTS,
} from './limits.ts';

const CONTAINER_CHILDREN: readonly number[] = [
  TYPES.actionRow,
  TYPES.section,
  TYPES.textDisplay,
  TYPES.mediaGallery,
  TYPES.file,
  TYPES.separator,
];
const TOP_LEVEL: readonly number[] = [...CONTAINER_CHILDREN, TYPES.container];
const ROW_CHILDREN: readonly number[] = [TYPES.button, ...SELECT_TYPES];
const REFERENCE = 'attachment://';

interface Walk extends SeenIds {
  readonly fileNames: ReadonlySet<string>;
  readonly referenced: Set<string>;
  componentCount: number;
  textLength: number;
}

/**
 * The components of a V2 message. `fileNames` are the files that it sends or keeps; gives the names that components refer to.
 * https://discord.com/developers/docs/components/reference
 */
export function checkLayout(message: Form, fileNames: ReadonlySet<string>): ReadonlySet<string> {
  const walk: Walk = { ...noIds(), fileNames, referenced: new Set(), componentCount: 0, textLength: 0 };
  for (const form of readForms(message, 'components', {})) checkComponent(form, TOP_LEVEL, walk);
  if (walk.componentCount > MAX_COMPONENTS) {
    refuse(
      message,
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `The total number of components in this message exceeds the maximum of ${MAX_COMPONENTS}`,
    );
  }
  if (walk.textLength > MAX_DISPLAY_TEXT) {
    refuse(
      message,
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `The total displayable text size exceeds maximum size of ${MAX_DISPLAY_TEXT}`,
    );
  }
  return walk.referenced;
}

/** The components of a message without V2: rows only. */
export function checkRows(message: Form): void {
  const walk: Walk = { ...noIds(), fileNames: new Set(), referenced: new Set(), componentCount: 0, textLength: 0 };
  for (const form of readForms(message, 'components', { max: MAX_ROWS })) {
    checkComponent(form, [TYPES.actionRow], walk);
  }
}

function checkComponent(form: Form, allowed: readonly number[], walk: Walk): void {
  walk.componentCount += 1;
  const type = checkType(form, allowed);
  if (type === undefined) return;
  checkId(form, walk);
  switch (type) {
    case TYPES.actionRow:
      checkRow(form, walk);
      break;
    case TYPES.button:
      checkButton(form, walk);
      break;
    case TYPES.section:
      checkSection(form, walk);
      break;
    case TYPES.textDisplay:
      walk.textLength += checkTextDisplay(form);
      break;
    case TYPES.thumbnail:
      checkMedia(form, walk);
      break;
    case TYPES.mediaGallery:
      for (const item of readForms(form, 'items', { min: 1, max: MAX_GALLERY_ITEMS, required: true })) {
        checkMedia(item, walk);
      }
      break;
    case TYPES.file:
      readFlag(form, 'spoiler');
      checkAddress(readForm(form, 'file', true), walk, 'attachments');
      break;
    case TYPES.separator:
      readFlag(form, 'divider');
      readChoice(form, 'spacing', [1, 2], false);
      break;
    case TYPES.container:
      readInteger(form, 'accent_color', { min: 0, max: MAX_COLOR });
      readFlag(form, 'spoiler');
      for (const child of readForms(form, 'components', { min: 1, max: MAX_COMPONENTS, required: true })) {
        checkComponent(child, CONTAINER_CHILDREN, walk);
      }
      break;
    default:
      checkSelect(form, walk, 'message');
  }
}

function checkRow(form: Form, walk: Walk): void {
  const children = readForms(form, 'components', { min: 1, max: MAX_ROW_BUTTONS, required: true });
  for (const child of children) checkComponent(child, ROW_CHILDREN, walk);
  const hasSelect = children.some(({ fields }) => SELECT_TYPES.some((type) => type === fields['type']));
  if (hasSelect && children.length > 1) {
    refuse(form, 'components', 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'A select takes the whole width of its action row');
  }
}

function checkSection(form: Form, walk: Walk): void {
  const texts = readForms(form, 'components', { min: 1, max: MAX_SECTION_TEXTS, required: true });
  for (const text of texts) checkComponent(text, [TYPES.textDisplay], walk);
  const accessory = readForm(form, 'accessory', true);
  if (accessory !== undefined) checkComponent(accessory, [TYPES.button, TYPES.thumbnail], walk);
}

/** A text; gives its length in characters. */
export function checkTextDisplay(form: Form): number {
  const text = readText(form, 'content', { min: 1, max: MAX_DISPLAY_TEXT, required: true });
  return text === undefined ? 0 : characterCount(text);
}

function checkMedia(form: Form, walk: Walk): void {
  readText(form, 'description', { max: MAX_MEDIA_DESCRIPTION });
  readFlag(form, 'spoiler');
  checkAddress(readForm(form, 'media', true), walk, 'anything');
}

function checkAddress(media: Form | undefined, walk: Walk, from: 'attachments' | 'anything'): void {
  if (media === undefined) return;
  const url = readText(media, 'url', { min: 1, max: MAX_MEDIA_URL, required: true });
  if (url === undefined) return;
  if (!url.startsWith(REFERENCE)) {
    if (from === 'anything' && /^https?:\/\/\S+$/u.test(url)) return;
    const schemes = from === 'anything' ? "'http', 'https', 'attachment'" : "'attachment'";
    refuse(media, 'url', 'URL_TYPE_INVALID_SCHEME', `The URL's scheme must be one of (${schemes}).`);
    return;
  }
  const name = url.slice(REFERENCE.length);
  walk.referenced.add(name);
  if (walk.fileNames.has(name)) return;
  refuse(
    media,
    'url',
    'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    `The referenced attachment ${name} was not found`,
  );
}
