import { describe, expect, it } from 'vitest';
import { checkMessage, MESSAGE_FLAGS } from './message-rules.ts';
import type { MessageContext } from './message-rules.ts';

const NO_FILES: MessageContext = { files: [] };
const V2 = MESSAGE_FLAGS.componentsV2;
const FILE: MessageContext = { files: [{ id: '0', name: 'clip.mp4' }] };
const CLIP_URL = 'attachment://clip.mp4';
const ID = '123456789012345678';

const text = (content = 'hello') => ({ type: 10, content });
const button = (more: object = {}) => ({ type: 2, style: 2, label: 'Go', custom_id: 'go', ...more });
const link = (more: object = {}) => ({ type: 2, style: 5, label: 'Go', url: 'https://example.org', ...more });
const row = (...components: unknown[]) => ({ type: 1, components });
const option = (value: string) => ({ label: value, value });
const select = (more: object = {}) => ({ type: 3, custom_id: 'pick', options: [option('a')], ...more });
const gallery = (...urls: string[]) => ({ type: 12, items: urls.map((url) => ({ media: { url } })) });
const layout = (...components: unknown[]) => ({ flags: V2, components });
const rows = (...components: unknown[]) => ({ content: 'x', components });
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const buttons = (count: number) => many(count, (index) => button({ custom_id: `b${index}` }));

describe('what Discord takes', () => {
  it.each<[string, unknown, MessageContext]>([
    ['a text', { content: 'x'.repeat(2000), nonce: 'n'.repeat(25), enforce_nonce: true, tts: false }, NO_FILES],
    ['characters beyond the first plane, counted once', { content: '🎬'.repeat(2000) }, NO_FILES],
    ['a file alone', { attachments: [{ id: 0, description: 'a clip' }] }, FILE],
    ['an embed', { embeds: [{ title: 't', fields: [{ name: 'n', value: 'v' }] }] }, NO_FILES],
    ['rows', rows(row(...buttons(5)), row(select())), NO_FILES],
    ['no mentions', { content: 'x', allowed_mentions: { parse: [], users: [ID], replied_user: false } }, NO_FILES],
    ['a private text', { content: 'x', flags: MESSAGE_FLAGS.ephemeral }, NO_FILES],
    ['a clip in a gallery', layout(text(), gallery(CLIP_URL)), FILE],
    ['a file component', layout({ type: 13, file: { url: CLIP_URL } }), FILE],
    ['a container', layout({ type: 17, accent_color: 0xff_ff_ff, components: [text(), row(button())] }), NO_FILES],
    ['a section', layout({ type: 9, components: [text()], accessory: link() }), NO_FILES],
    ['a separator', layout(text(), { type: 14, spacing: 2, divider: false }), NO_FILES],
    ['40 components', layout(...many(40, () => text('x'))), NO_FILES],
    ['a premium button', rows(row({ type: 2, style: 6, sku_id: ID })), NO_FILES],
    ['an emoji for a label', rows(row(button({ label: undefined, emoji: { name: '🎬' } }))), NO_FILES],
    ['an edit of one field', { components: [] }, { files: [], edit: { flags: 0 } }],
    ['an edit of a V2 message without its flag', { components: [text()] }, { files: [], edit: { flags: V2 } }],
    [
      'an edit that keeps its file',
      { components: [gallery(CLIP_URL)], attachments: [{ id: ID }] },
      { files: [], edit: { flags: V2, attachments: [{ id: ID, name: 'clip.mp4' }] } },
    ],
    [
      'an edit that does not name its files, and so keeps them',
      { components: [gallery(CLIP_URL)] },
      { files: [], edit: { flags: V2, attachments: [{ id: ID, name: 'clip.mp4' }] } },
    ],
    ['a turn to V2 that clears the text', { ...layout(text()), content: null }, { files: [], edit: { flags: 0 } }],
  ])('%s', (_name, body, context) => {
    expect(checkMessage(body, context)).toEqual([]);
  });
});

describe('what Discord refuses', () => {
  it.each<[string, unknown, string, string, MessageContext?]>([
    ['no object', 'hello', '', 'MODEL_TYPE_CONVERT'],
    ['nothing', {}, '', 'CANNOT_SEND_EMPTY_MESSAGE'],
    ['spaces', { content: ' \n' }, '', 'CANNOT_SEND_EMPTY_MESSAGE'],
    [
      'an edit that clears all',
      { content: '', embeds: [], attachments: [] },
      '',
      'CANNOT_SEND_EMPTY_MESSAGE',
      { files: [], edit: { flags: 0 } },
    ],
    ['a long text', { content: 'x'.repeat(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
    ['a text that is none', { content: 5 }, 'content', 'STRING_TYPE_CONVERT'],
    ['11 embeds', { embeds: many(11, () => ({ title: 't' })) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
    ['a long title', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
    [
      'long embeds',
      { embeds: many(2, () => ({ description: 'x'.repeat(3001) })) },
      'embeds',
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    [
      'an embed with a bad image',
      { embeds: [{ image: { url: 'ftp://x' } }] },
      'embeds.0.image.url',
      'URL_TYPE_INVALID_SCHEME',
    ],
    ['a long nonce', { content: 'x', nonce: 'n'.repeat(26) }, 'nonce', 'BASE_TYPE_MAX_LENGTH'],
    ['an unknown flag', { content: 'x', flags: 1 << 3 }, 'flags', 'FLAGS_INVALID'],
    [
      'an unknown mention',
      { content: 'x', allowed_mentions: { parse: ['here'] } },
      'allowed_mentions.parse.0',
      'BASE_TYPE_CHOICES',
    ],
    [
      'mentions twice',
      { content: 'x', allowed_mentions: { parse: ['users'], users: [ID] } },
      'allowed_mentions',
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    [
      '6 rows',
      rows(...many(6, (index) => row(button({ custom_id: `${index}` })))),
      'components',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['6 buttons', rows(row(...buttons(6))), 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
    ['an empty row', rows(row()), 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a button beside a select',
      rows(row(select(), button())),
      'components.0.components',
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    ['V2 without its flag', rows(text()), 'components.0.type', 'UNION_TYPE_CHOICES'],
    [
      'a text input',
      rows(row({ type: 4, custom_id: 'x', style: 1 })),
      'components.0.components.0.type',
      'UNION_TYPE_CHOICES',
    ],
    ['an unknown entry', { content: 'x', attachments: [{ id: 1 }] }, 'attachments.0.id', 'ATTACHMENT_NOT_FOUND', FILE],
    [
      'a long alt text',
      { attachments: [{ id: 0, description: 'x'.repeat(1025) }] },
      'attachments.0.description',
      'BASE_TYPE_MAX_LENGTH',
      FILE,
    ],
    [
      'a file name with a path',
      {},
      'attachments',
      'ATTACHMENT_INVALID_FILENAME',
      { files: [{ id: '0', name: '../x.mp4' }] },
    ],
    [
      'V2 with a text',
      { ...layout(text()), content: 'x' },
      'content',
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'V2 with an embed',
      { ...layout(text()), embeds: [{ title: 't' }] },
      'embeds',
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    ['V2 with nothing', layout(), 'components', 'BASE_TYPE_MIN_LENGTH'],
    ['V2 without components', { flags: V2 }, 'components', 'BASE_TYPE_REQUIRED'],
    [
      'V2 taken off',
      { flags: 0, components: [text()] },
      'flags',
      'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG',
      { files: [], edit: { flags: V2 } },
    ],
    [
      '41 components, nested ones counted',
      layout({ type: 17, components: many(40, () => text('x')) }),
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      'long texts in all',
      layout(text('x'.repeat(2001)), text('x'.repeat(2000))),
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    ['an empty text', layout(text('')), 'components.0.content', 'BASE_TYPE_BAD_LENGTH'],
    [
      'a container in a container',
      layout({ type: 17, components: [{ type: 17, components: [text()] }] }),
      'components.0.components.0.type',
      'UNION_TYPE_CHOICES',
    ],
    [
      'a colour beyond white',
      layout({ type: 17, accent_color: 0x1_00_00_00, components: [text()] }),
      'components.0.accent_color',
      'NUMBER_TYPE_MAX',
    ],
    [
      'a section of 4 texts',
      layout({ type: 9, components: many(4, () => text()), accessory: link() }),
      'components.0.components',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a section without accessory',
      layout({ type: 9, components: [text()] }),
      'components.0.accessory',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a gallery of 11',
      layout(gallery(...many(11, () => 'https://example.org/a.png'))),
      'components.0.items',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a gallery of a file that is not there',
      layout(gallery(CLIP_URL)),
      'components.0.items.0.media.url',
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    ],
    [
      'a file by its address',
      layout({ type: 13, file: { url: 'https://example.org/a' } }),
      'components.0.file.url',
      'URL_TYPE_INVALID_SCHEME',
    ],
    ['a file that no component names', layout(text()), 'attachments.0', 'MESSAGE_UNREFERENCED_ATTACHMENT', FILE],
    [
      'a file that the edit drops',
      { components: [gallery(CLIP_URL)], attachments: [] },
      'components.0.items.0.media.url',
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      { files: [], edit: { flags: V2, attachments: [{ id: ID, name: 'clip.mp4' }] } },
    ],
    ['a wide separator', layout({ type: 14, spacing: 3 }), 'components.0.spacing', 'BASE_TYPE_CHOICES'],
    ['an id twice', layout({ ...text(), id: 7 }, { ...text(), id: 7 }), 'components.1.id', 'COMPONENT_ID_DUPLICATED'],
    [
      'a custom id twice',
      rows(row(button()), row(button())),
      'components.1.components.0.custom_id',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a long custom id',
      rows(row(button({ custom_id: 'x'.repeat(101) }))),
      'components.0.components.0.custom_id',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a long label',
      rows(row(button({ label: 'x'.repeat(81) }))),
      'components.0.components.0.label',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['a bare button', rows(row(button({ label: '' }))), 'components.0.components.0', 'BUTTON_COMPONENT_INVALID'],
    ['an unknown style', rows(row(button({ style: 7 }))), 'components.0.components.0.style', 'BASE_TYPE_CHOICES'],
    [
      'a link without address',
      rows(row(link({ url: undefined }))),
      'components.0.components.0.url',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'a link with a custom id',
      rows(row(link({ custom_id: 'x' }))),
      'components.0.components.0.custom_id',
      'BUTTON_COMPONENT_INVALID_FIELD',
    ],
    [
      '26 options',
      rows(row(select({ options: many(26, (index) => option(`${index}`)) }))),
      'components.0.components.0.options',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a long option',
      rows(row(select({ options: [option('x'.repeat(101))] }))),
      'components.0.components.0.options.0.value',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an option twice',
      rows(row(select({ options: [option('a'), option('a')] }))),
      'components.0.components.0.options.1',
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    [
      'a long placeholder',
      rows(row(select({ placeholder: 'x'.repeat(151) }))),
      'components.0.components.0.placeholder',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'more values than options',
      rows(row(select({ max_values: 2 }))),
      'components.0.components.0.max_values',
      'NUMBER_TYPE_MAX',
    ],
    [
      'more at least than at most',
      rows(row(select({ min_values: 2 }))),
      'components.0.components.0.min_values',
      'NUMBER_TYPE_MAX',
    ],
  ])('%s', (_name, body, path, code, context = NO_FILES) => {
    expect(checkMessage(body, context)).toContainEqual(expect.objectContaining({ path, code }));
  });
});
