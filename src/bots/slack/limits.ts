/** Slack's limits, each with where it is written. Lengths are in characters. */
export const limits = {
  /** https://docs.slack.dev/reference/block-kit/blocks/ */
  blocksPerMessage: 50,
  blocksPerView: 100,
  /** https://docs.slack.dev/reference/block-kit/blocks/section-block/; what we keep to in rich text, too. */
  textLength: 3_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/image-block/ */
  altTextLength: 2_000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element/ */
  buttonLabelLength: 75,
  /** As many as read well side by side; an actions block takes 25: https://docs.slack.dev/reference/block-kit/blocks/actions-block/ */
  buttonsPerRow: 5,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/option-object/ */
  optionLength: 75,
  /** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element/ */
  options: 100,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object/ */
  confirmTitleLength: 100,
  confirmTextLength: 300,
  confirmButtonLength: 30,
  /** https://docs.slack.dev/reference/views/modal-views/ */
  viewTitleLength: 24,
  metadataLength: 3_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/input-block/ */
  labelLength: 2_000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element/ */
  inputLength: 3_000,
} as const;
