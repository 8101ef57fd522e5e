import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { FakeSlackLimits } from './limits.ts';
import { checkMessage } from './methods/check-message.ts';
import type { StoredMessage } from './message-reader.ts';
import { SlackRefusal } from './refusal.ts';
import type { World } from './world.ts';

/** Takes the bytes of an upload: as they are, so many as were announced. */
export function takeUpload(world: World, id: string, bytes: Buffer, response: ServerResponse): number {
  const file = world.files.get(id);
  const status = file === undefined ? 404 : bytes.length === file.announcedBytes ? 200 : 400;
  if (file !== undefined && status === 200) file.bytes = bytes;
  response
    .writeHead(status, { 'content-type': 'text/plain' })
    .end(status === 200 ? `OK - ${bytes.length}` : 'wrong length');
  return status;
}

/** Gives the bytes of a file to the app's own token; everybody else gets a page to sign in. */
export function giveFile(world: World, id: string, request: IncomingMessage, response: ServerResponse): number {
  const file = world.files.get(id);
  if (file === undefined) {
    response.writeHead(404).end();
    return 404;
  }
  if (file.redirectTo !== undefined) {
    response.writeHead(302, { location: file.redirectTo }).end();
    return 302;
  }
  const team = world.team(file.teamId);
  const mayRead = request.headers.authorization === `Bearer ${team.botToken}` && team.scopes.includes('files:read');
  if (!mayRead || !file.readable || !team.installed || file.bytes === undefined) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html><body>Sign in</body></html>');
    return 200;
  }
  response.writeHead(200, { 'content-type': file.mimetype, 'content-length': file.bytes.length }).end(file.bytes);
  return 200;
}

const answerSchema = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});

/** Takes an answer to a command or a press. Throws `SlackRefusal` for an address that is used up or too old. */
export function takeAnswer(world: World, limits: FakeSlackLimits, id: string, raw: unknown): void {
  const opened = world.responseUrls.get(id);
  if (opened === undefined) throw new SlackRefusal('no_text');
  if (world.clock.nowMs() - opened.atMs > limits.responseUrlMs) throw new SlackRefusal('expired_url');
  if (opened.uses >= limits.responseUrlUses) throw new SlackRefusal('used_url');
  const answer = answerSchema.parse(raw);
  const { teamId, channelId, userId, messageTs } = opened;
  const team = world.team(teamId);
  opened.uses += 1;
  const original = messageTs === undefined ? undefined : world.message(channelId, messageTs);
  if (answer.delete_original && original !== undefined) {
    world.messages.splice(world.messages.indexOf(original), 1);
    return;
  }
  const blocks = checkMessage(world, team, { text: answer.text, blocks: answer.blocks });
  if (answer.replace_original && original !== undefined) {
    original.text = answer.text ?? '';
    original.blocks = blocks;
    return;
  }
  const message: StoredMessage = {
    ts: world.ts(),
    channelId,
    userId: team.botUserId,
    botId: team.botId,
    text: answer.text ?? '',
    blocks,
    fileIds: [],
    edited: false,
    ...(answer.response_type === 'ephemeral' ? { onlyFor: userId } : {}),
    ...(answer.thread_ts === undefined ? {} : { threadTs: answer.thread_ts }),
  };
  world.messages.push(message);
}
