import { pathOf, readList, refuse } from './form.ts';
import type { Form } from './form.ts';
import { MAX_FILE_TYPES } from './limits.ts';

const KINDS: ReadonlySet<unknown> = new Set(['audio', 'image', 'video']);
const EXTENSION = /^\.[\da-z.]+$/u;

/**
 * The kinds of file that an attachment option or a file upload takes: audio, image, video, or extensions with their dot.
 * https://discord.com/developers/docs/reference#file-type-filtering
 */
export function checkFileTypes(form: Form): void {
  for (const [index, kind] of (readList(form, 'file_types', { max: MAX_FILE_TYPES }) ?? []).entries()) {
    if (KINDS.has(kind) || (typeof kind === 'string' && EXTENSION.test(kind))) continue;
    const path = `${pathOf(form, 'file_types')}.${index}`;
    refuse({ ...form, path }, '', 'FILE_TYPE_INVALID', 'Must be audio, image, video or an extension with its dot.');
  }
}
