/** An answer of Discord that says no: its HTTP status and its JSON error body. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  /** The whole body where it says more than `code` and `message`. */
  readonly body: unknown;

  constructor(status: number, code: number, message: string, body?: unknown) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.body = body ?? { message, code };
  }
}

/** A form that is refused whole: code 50035 with Discord's nested errors. */
export function invalidForm(body: unknown): Refusal {
  return new Refusal(400, 50_035, 'Invalid Form Body', body);
}

/** The refusals that several routes share (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json). */
export const refusals = {
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  unknownRoute: () => new Refusal(404, 0, '404: Not Found'),
  unknownChannel: () => new Refusal(404, 10_003, 'Unknown Channel'),
  unknownGuild: () => new Refusal(404, 10_004, 'Unknown Guild'),
  unknownMessage: () => new Refusal(404, 10_008, 'Unknown Message'),
  unknownUser: () => new Refusal(404, 10_013, 'Unknown User'),
  unknownWebhook: () => new Refusal(404, 10_015, 'Unknown Webhook'),
  unknownInteraction: () => new Refusal(404, 10_062, 'Unknown interaction'),
  unknownCommand: () => new Refusal(404, 10_063, 'Unknown application command'),
  tooManyOldEdits: () =>
    new Refusal(400, 30_046, 'Maximum number of edits to messages older than 1 hour reached. Try again later.'),
  tooLarge: () => new Refusal(413, 40_005, 'Request entity too large'),
  alreadyAcknowledged: () => new Refusal(400, 40_060, 'Interaction has already been acknowledged.'),
  tooManyFollowUps: () =>
    new Refusal(400, 40_094, 'This interaction has reached its maximum number of follow-up messages.'),
  missingAccess: () => new Refusal(403, 50_001, 'Missing Access'),
  notOwnMessage: () => new Refusal(403, 50_005, 'Cannot edit a message authored by another user'),
  directClosed: () => new Refusal(403, 50_007, 'Cannot send messages to this user'),
  notTextChannel: () => new Refusal(400, 50_008, 'Cannot send messages in a non-text channel'),
  missingPermissions: () => new Refusal(403, 50_013, 'Missing Permissions'),
  wrongChannelType: () => new Refusal(400, 50_024, 'Cannot execute action on this channel type'),
  tokenExpired: () => new Refusal(401, 50_027, 'Invalid Webhook Token'),
  invalidJson: () => new Refusal(400, 50_109, 'The request body contains invalid JSON.'),
  threadArchived: () => new Refusal(400, 50_083, 'Thread is archived'),
  replyNeedsHistory: () => new Refusal(400, 160_002, 'Cannot reply without permission to read message history'),
  threadExists: () => new Refusal(400, 160_004, 'A thread has already been created for this message'),
  threadLocked: () => new Refusal(403, 160_005, 'Thread is locked'),
} as const;
