/** Discord's limits, each with where it is written. All lengths are in characters unless the name says bytes. */
export const limits = {
  /** https://discord.com/developers/docs/resources/message#create-message */
  contentLength: 2_000,
  /** Of all text displays of a message: https://discord.com/developers/docs/components/reference#text-display */
  textLength: 4_000,
  /** https://discord.com/developers/docs/resources/message#attachment-object */
  altTextLength: 1_024,
  /** https://discord.com/developers/docs/components/reference#button */
  buttonLabelLength: 80,
  buttonsPerRow: 5,
  /** https://discord.com/developers/docs/components/reference#text-input */
  modalTitleLength: 45,
  modalTextLength: 4_000,
  /** https://discord.com/developers/docs/resources/channel#start-thread-from-message */
  threadNameLength: 100,
  /** https://discord.com/developers/docs/interactions/application-commands#autocomplete */
  choices: 25,
  choiceLength: 100,
  /** A response's token lives 15 minutes: https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages */
  tokenMs: 15 * 60_000,
  /** Past an hour a message can hardly be edited (error 30046): https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
  editMs: 60 * 60_000,
  /** Of one file by the boosts of a server: https://discord.com/developers/docs/reference#uploading-files */
  fileBytes: { default: 10 * 1024 * 1024, tier2: 50 * 1024 * 1024, tier3: 100 * 1024 * 1024 },
} as const;
