import { checkBlocks } from '../rules/check-blocks.ts';
import { SlackRefusal } from '../refusal.ts';
import type { World, WorldTeam } from '../world.ts';

/** Characters of a message's text: https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
const maxTextLength = 40_000;

/** Refuses what Slack refuses of a message's text and blocks. */
export function checkMessage(
  world: World,
  team: WorldTeam,
  { text, blocks }: { readonly text?: string | undefined; readonly blocks?: unknown },
): readonly Readonly<Record<string, unknown>>[] {
  if ((text ?? '') === '' && (blocks === undefined || (Array.isArray(blocks) && blocks.length === 0))) {
    throw new SlackRefusal('no_text');
  }
  if ((text ?? '').length > maxTextLength) throw new SlackRefusal('msg_too_long');
  return blocks === undefined ? [] : demandBlocks(world, team, blocks, 'message');
}

/** The blocks, where they are such. Throws `invalid_blocks` with where it is wrong. */
export function demandBlocks(
  world: World,
  team: WorldTeam,
  blocks: unknown,
  where: 'message' | 'modal' | 'home',
): readonly Readonly<Record<string, unknown>>[] {
  const isVisible = (fileId: string): boolean => {
    const file = world.files.get(fileId);
    return file?.teamId === team.id && file.state === 'ready';
  };
  const problems = checkBlocks(blocks, where, isVisible);
  if (problems.length > 0) {
    const messages = problems.map(({ path, message }) => `[ERROR] ${message} [json-pointer:/blocks${path}]`);
    const word = where === 'message' ? 'invalid_blocks' : 'invalid_arguments';
    throw new SlackRefusal(word, { errors: messages, response_metadata: { messages } });
  }
  return blocks as readonly Readonly<Record<string, unknown>>[];
}
