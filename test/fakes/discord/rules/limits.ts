/** A message's content (https://discord.com/developers/docs/resources/message#create-message). */
export const MAX_CONTENT = 2000;
/** A message's nonce, on the same page. */
export const MAX_NONCE = 25;
/** A message's embeds, on the same page. */
export const MAX_EMBEDS = 10;
/** The characters of an embed's parts (https://discord.com/developers/docs/resources/message#embed-object-embed-limits). */
export const EMBED_LIMITS = {
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footerText: 2048,
  authorName: 256,
  /** Of all the embeds of a message together. */
  total: 6000,
} as const;
/** The users and the roles that may be listed (https://discord.com/developers/docs/resources/message#allowed-mentions-object). */
export const MAX_ALLOWED_MENTIONS = 100;
/** An attachment's alt text (https://discord.com/developers/docs/resources/message#attachment-object). */
export const MAX_ATTACHMENT_DESCRIPTION = 1024;
/** The files of one message (https://discord.com/developers/docs/reference#uploading-files). */
export const MAX_FILES = 10;
/** A file's name; Discord does not publish the number, file systems stop here. */
export const MAX_FILE_NAME = 255;
/** The rows of a message without V2 (https://discord.com/developers/docs/components/reference#legacy-message-component-behavior). */
export const MAX_ROWS = 5;
/** The buttons of a row (https://discord.com/developers/docs/components/reference#action-row). */
export const MAX_ROW_BUTTONS = 5;
/** All components of a V2 message, nested ones counted (https://discord.com/developers/docs/components/reference#component-reference). */
export const MAX_COMPONENTS = 40;
/** All texts of a V2 message together (https://discord.com/developers/docs/components/reference#text-display). */
export const MAX_DISPLAY_TEXT = 4000;
/** The texts of a section (https://discord.com/developers/docs/components/reference#section). */
export const MAX_SECTION_TEXTS = 3;
/** The items of a gallery (https://discord.com/developers/docs/components/reference#media-gallery). */
export const MAX_GALLERY_ITEMS = 10;
/** The description of a gallery's item or of a thumbnail, on the same page. */
export const MAX_MEDIA_DESCRIPTION = 1024;
/** Any media's address (https://discord.com/developers/docs/components/reference#unfurled-media-item). */
export const MAX_MEDIA_URL = 2048;
/** A colour as red, green, blue (https://discord.com/developers/docs/components/reference#container). */
export const MAX_COLOR = 0xff_ff_ff;
/** A component's own number: 32 bits (https://discord.com/developers/docs/components/reference#anatomy-of-a-component). */
export const MAX_COMPONENT_ID = 2 ** 31 - 1;
/** Any custom id (https://discord.com/developers/docs/components/reference#anatomy-of-a-component-custom-id). */
export const MAX_CUSTOM_ID = 100;
/** A button (https://discord.com/developers/docs/components/reference#button). */
export const BUTTON_LIMITS = { label: 80, url: 512 } as const;
/** A select (https://discord.com/developers/docs/components/reference#string-select). */
export const SELECT_LIMITS = { options: 25, optionText: 100, placeholder: 150, values: 25 } as const;
/** A modal (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal). */
export const MODAL_LIMITS = { title: 45, components: 5 } as const;
/** A label (https://discord.com/developers/docs/components/reference#label). */
export const LABEL_LIMITS = { label: 45, description: 100 } as const;
/** A text input (https://discord.com/developers/docs/components/reference#text-input). */
export const TEXT_INPUT_LIMITS = { label: 45, value: 4000, placeholder: 100 } as const;
/** A file upload (https://discord.com/developers/docs/components/reference#file-upload). */
export const MAX_UPLOAD_VALUES = 10;
/** A radio or checkbox group (https://discord.com/developers/docs/components/reference#radio-group). */
export const GROUP_LIMITS = { minRadioOptions: 2, options: 10, optionText: 100 } as const;
/** The kinds of file that an option or an upload lists (https://discord.com/developers/docs/reference#file-type-filtering). */
export const MAX_FILE_TYPES = 10;
/** A command (https://discord.com/developers/docs/interactions/application-commands#application-command-object). */
export const COMMAND_LIMITS = {
  name: 32,
  description: 100,
  options: 25,
  choices: 25,
  choiceText: 100,
  optionLength: 6000,
  /** Names, descriptions and choices of one command together. */
  total: 8000,
} as const;
/** The commands of an application, by type (https://discord.com/developers/docs/interactions/application-commands#registering-a-command). */
export const MAX_COMMANDS: ReadonlyMap<number, number> = new Map([
  [1, 100],
  [2, 15],
  [3, 15],
]);
/** The choices of an autocomplete answer (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-autocomplete). */
export const MAX_AUTOCOMPLETE_CHOICES = 25;
