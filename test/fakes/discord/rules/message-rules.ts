import { checkLayout, checkRows } from './component-rules.ts';
import { checkEmbeds } from './embed-rules.ts';
import { openForm, read, readFlag, readForm, readForms, readInteger, readList, readText, refuse } from './form.ts';
import type { Form } from './form.ts';
import {
  MAX_ALLOWED_MENTIONS,
  MAX_ATTACHMENT_DESCRIPTION,
  MAX_CONTENT,
  MAX_FILE_NAME,
  MAX_FILES,
  MAX_NONCE,
} from './limits.ts';
import { EMPTY_MESSAGE } from './rule-problem.ts';
import type { RuleProblem } from './rule-problem.ts';

/** A file that comes with a body (its id is the n of `files[n]`) or that a message already has (its snowflake). */
export interface RuleFile {
  readonly id: string;
  readonly name: string;
}

/** What a body is checked against. */
export interface MessageContext {
  /** The files that are sent with the body. */
  readonly files: readonly RuleFile[];
  /** Given when the body edits a message: its flags, and the files that it has (without them, the entries' own `filename` counts). */
  readonly edit?: { readonly flags: number; readonly attachments?: readonly RuleFile[] };
}

/** The flags of messages (https://discord.com/developers/docs/resources/message#message-object-message-flags). */
export const MESSAGE_FLAGS = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  suppressNotifications: 1 << 12,
  voice: 1 << 13,
  componentsV2: 1 << 15,
} as const;

const SENDABLE_FLAGS = Object.values(MESSAGE_FLAGS).reduce((all, flag) => all | flag, 0);
const LEGACY_FIELDS = ['content', 'embeds', 'poll', 'sticker_ids', 'stickers'] as const;
const SNOWFLAKE = /^\d{15,20}$/u;
/** Other characters are taken out of a name by Discord, and a reference to it then finds nothing; so they are refused here. */
const FILE_NAME = /^[\w.-]+$/u;

/** All that Discord would refuse in the body of a new message, a follow-up, a callback's message or an edit. */
export function checkMessage(body: unknown, context: MessageContext): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const form = openForm(body, '', problems);
  if (form !== undefined) checkMessageForm(form, context);
  return problems;
}

/** The same for a message within another body. */
export function checkMessageForm(form: Form, context: MessageContext): void {
  const isV2 = checkFlags(form, context);
  checkNonce(form);
  readFlag(form, 'tts');
  checkAllowedMentions(form);
  const names = checkFiles(form, context);
  if (!isV2) {
    readText(form, 'content', { max: MAX_CONTENT });
    checkEmbeds(form);
    checkRows(form);
    if (isEmptyMessage(form, context)) refuse(form, '', EMPTY_MESSAGE, 'Cannot send an empty message');
    return;
  }
  for (const key of LEGACY_FIELDS) {
    if (isBlank(form.fields[key])) continue;
    const message = `The "${key}" field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    refuse(form, key, 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
  }
  const components = readList(form, 'components', { required: context.edit === undefined });
  if (components?.length === 0) refuse(form, 'components', 'BASE_TYPE_MIN_LENGTH', 'Must be 1 or more in length.');
  const referenced = checkLayout(form, names);
  for (const [index, file] of context.files.entries()) {
    if (referenced.has(file.name)) continue;
    const message = `The attachment ${file.name} must be referenced by a component`;
    refuse(form, `attachments.${index}`, 'MESSAGE_UNREFERENCED_ATTACHMENT', message);
  }
}

function checkFlags(form: Form, context: MessageContext): boolean {
  const before = context.edit?.flags ?? 0;
  const flags = readInteger(form, 'flags', { min: 0, max: 2 ** 31 - 1 });
  const wasV2 = (before & MESSAGE_FLAGS.componentsV2) !== 0;
  if (flags === undefined) return wasV2;
  const isV2 = (flags & MESSAGE_FLAGS.componentsV2) !== 0;
  const unknown = flags & ~(SENDABLE_FLAGS | before);
  if (unknown !== 0) refuse(form, 'flags', 'FLAGS_INVALID', `The flags ${unknown} cannot be set`);
  if (wasV2 && !isV2) {
    const message = 'The IS_COMPONENTS_V2 flag cannot be removed from a message';
    refuse(form, 'flags', 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG', message);
  }
  return wasV2 || isV2;
}

function checkNonce(form: Form): void {
  const nonce = read(form, 'nonce');
  readFlag(form, 'enforce_nonce');
  if (nonce === undefined || Number.isSafeInteger(nonce)) return;
  readText(form, 'nonce', { max: MAX_NONCE });
}

function checkAllowedMentions(form: Form): void {
  const mentions = readForm(form, 'allowed_mentions');
  if (mentions === undefined) return;
  readFlag(mentions, 'replied_user');
  const parse = readList(mentions, 'parse', {}) ?? [];
  const kinds: ReadonlySet<unknown> = new Set(['users', 'roles', 'everyone']);
  for (const [index, kind] of parse.entries()) {
    if (kinds.has(kind)) continue;
    refuse(mentions, `parse.${index}`, 'BASE_TYPE_CHOICES', "Value must be one of {'roles', 'everyone', 'users'}.");
  }
  for (const key of ['users', 'roles']) {
    const ids = readList(mentions, key, { max: MAX_ALLOWED_MENTIONS }) ?? [];
    for (const [index, id] of ids.entries()) {
      if (typeof id === 'string' && SNOWFLAKE.test(id)) continue;
      refuse(mentions, `${key}.${index}`, 'NUMBER_TYPE_COERCE', 'The value is not snowflake.');
    }
    if (ids.length === 0 || !parse.includes(key)) continue;
    const message = `parse:["${key}"] and ${key}: [ids...] are mutually exclusive.`;
    refuse(mentions, '', 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
  }
}

/** Checks the entries against the files, and gives the names that the message will have. */
function checkFiles(form: Form, context: MessageContext): ReadonlySet<string> {
  const existing = context.edit?.attachments;
  const names = new Set<string>();
  if (context.files.length > MAX_FILES) {
    refuse(form, 'attachments', 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_FILES} or fewer in length.`);
  }
  for (const file of context.files) {
    names.add(file.name);
    checkFileName(form, 'attachments', file.name);
  }
  if (read(form, 'attachments') === undefined) for (const file of existing ?? []) names.add(file.name);
  const seen = new Set<string>();
  for (const entry of readForms(form, 'attachments', { max: MAX_FILES })) {
    readText(entry, 'description', { max: MAX_ATTACHMENT_DESCRIPTION });
    const filename = readText(entry, 'filename', {});
    if (filename !== undefined) checkFileName(entry, 'filename', filename);
    const id = idOf(entry);
    if (id === undefined) continue;
    if (seen.has(id)) refuse(entry, 'id', 'ATTACHMENT_DUPLICATED', 'The attachment is listed twice');
    seen.add(id);
    const known = [...context.files, ...(existing ?? [])].find((file) => file.id === id);
    const isKept = context.edit !== undefined && existing === undefined && SNOWFLAKE.test(id);
    if (known === undefined && !isKept) {
      refuse(entry, 'id', 'ATTACHMENT_NOT_FOUND', `Attachment ${id} could not be found`);
    }
    const name = known?.name ?? filename;
    if (name !== undefined) names.add(name);
  }
  return names;
}

function idOf(entry: Form): string | undefined {
  const id = read(entry, 'id', true);
  if (id === undefined) return undefined;
  if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id);
  if (typeof id === 'string' && /^\d+$/u.test(id)) return id;
  refuse(entry, 'id', 'NUMBER_TYPE_COERCE', 'The value is not snowflake.');
  return undefined;
}

function checkFileName(form: Form, key: string, name: string): void {
  if (FILE_NAME.test(name) && name.length <= MAX_FILE_NAME) return;
  refuse(form, key, 'ATTACHMENT_INVALID_FILENAME', 'A file name has letters, digits, dots, dashes and underscores');
}

function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** An edit leaves alone what it does not name, so it empties a message only where it names and clears all of it. */
function isEmptyMessage(form: Form, context: MessageContext): boolean {
  const { fields } = form;
  if (context.files.length > 0) return false;
  if (context.edit !== undefined) {
    return ['content', 'embeds', 'attachments'].every((key) => fields[key] !== undefined && isBlank(fields[key]));
  }
  const isForward = readForm(form, 'message_reference')?.fields['type'] === 1;
  return !isForward && ['content', 'embeds', 'poll', 'sticker_ids'].every((key) => isBlank(fields[key]));
}
