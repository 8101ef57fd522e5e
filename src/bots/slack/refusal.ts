import { RespondError, webApi } from '@slack/bolt';
import { z } from 'zod';
import { MoraError } from '../../core/errors.ts';

/** What a refusal of Slack means for what we wanted to do. */
export type Refusal =
  /** The place is gone or closed to us: try another one. */
  | 'no-place'
  /** The bot is no member of the channel; where it may, it can join. */
  | 'not-in'
  /** The place takes no file like this. */
  | 'no-file'
  /** The message, or the file, is gone, or can no longer be changed. */
  | 'no-message'
  /** The workspace has taken its token back. */
  | 'gone'
  /** Slack, or the way to it, is down or busy; it will be back. */
  | 'later'
  /** It does not like what we sent: a fault of ours. */
  | 'never';

/** By the `error` of an answer: https://docs.slack.dev/reference/methods */
const refusals: Readonly<Record<string, Refusal>> = {
  channel_not_found: 'no-place',
  is_archived: 'no-place',
  restricted_action: 'no-place',
  restricted_action_read_only_channel: 'no-place',
  restricted_action_thread_only_channel: 'no-place',
  restricted_action_non_threadable_channel: 'no-place',
  restricted_action_thread_locked: 'no-place',
  messages_tab_disabled: 'no-place',
  cannot_dm_bot: 'no-place',
  user_not_found: 'no-place',
  users_not_found: 'no-place',
  user_disabled: 'no-place',
  user_not_visible: 'no-place',
  user_not_in_channel: 'no-place',
  thread_not_found: 'no-place',
  missing_scope: 'no-place',
  no_permission: 'no-place',
  access_denied: 'no-place',
  ekm_access_denied: 'no-place',
  method_not_supported_for_channel_type: 'no-place',
  not_in_channel: 'not-in',
  file_uploads_disabled: 'no-file',
  file_uploads_except_images_disabled: 'no-file',
  file_upload_size_restricted: 'no-file',
  posting_to_channel_denied: 'no-file',
  blocked_file_type: 'no-file',
  storage_limit_reached: 'no-file',
  over_limit: 'no-file',
  message_not_found: 'no-message',
  cant_update_message: 'no-message',
  cant_delete_message: 'no-message',
  edit_window_closed: 'no-message',
  file_not_found: 'no-message',
  file_deleted: 'no-message',
  token_revoked: 'gone',
  token_expired: 'gone',
  invalid_auth: 'gone',
  not_authed: 'gone',
  account_inactive: 'gone',
  org_login_required: 'gone',
  team_access_not_granted: 'gone',
  ratelimited: 'later',
  rate_limited: 'later',
  internal_error: 'later',
  fatal_error: 'later',
  service_unavailable: 'later',
  request_timeout: 'later',
  team_added_to_org: 'later',
};

/** The word of Slack's answer, where it was an answer. */
export function errorWord(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
}

/** Reads an error of a call. Anything that is no answer of Slack is taken for a broken way to it. */
export function refusalOf(error: unknown): Refusal {
  const word = errorWord(error);
  if (word !== undefined) return refusals[word] ?? 'never';
  // A workspace that is installed no more allows nothing.
  if (error instanceof MoraError && error.code === 'not-allowed') return 'gone';
  if (error instanceof MoraError) return error.retryable ? 'later' : 'never';
  if (error instanceof RespondError) return 'no-place';
  // A fetch that fails on its way is a TypeError, too; it has a cause.
  const isFault = error instanceof TypeError && error.cause === undefined;
  return isFault || error instanceof z.ZodError ? 'never' : 'later';
}

/** A failed call as ours: the queue tries again what may work later. */
export function toDeliveryError(error: unknown): MoraError {
  if (error instanceof MoraError) return error;
  return new MoraError('unavailable', 'Slack cannot be reached just now.', { cause: error });
}
