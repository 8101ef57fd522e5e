import { z } from 'zod';
import { SlackRefusal } from '../refusal.ts';
import { checkView } from '../rules/check-view.ts';
import type { World, WorldTeam, WorldView } from '../world.ts';
import { method, type Method } from './method.ts';
import { demandBlocks } from './check-message.ts';

const viewSchema = z.looseObject({
  type: z.enum(['modal', 'home']),
  blocks: z.array(z.record(z.string(), z.unknown())),
});

/** A view that Slack takes. Throws `invalid_arguments` with what is wrong. */
export function demandView(world: World, team: WorldTeam, view: unknown, wanted: 'modal' | 'home'): WorldView {
  const parsed = viewSchema.safeParse(view);
  const problems = parsed.success ? checkView(parsed.data, wanted) : ['view: is none'];
  if (!parsed.success || problems.length > 0) {
    throw new SlackRefusal('invalid_arguments', {
      response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
    });
  }
  demandBlocks(world, team, parsed.data.blocks, wanted);
  const blocks = parsed.data.blocks.map((block, index) => ({ block_id: `v${index}`, ...block }));
  const id = world.id('V');
  return { private_metadata: '', callback_id: '', ...parsed.data, blocks, id, hash: `${world.ts()}.hash` };
}

function spendTrigger(world: World, triggerId: string, lifeMs: number): { readonly userId: string } {
  const trigger = world.triggers.get(triggerId);
  if (trigger === undefined) throw new SlackRefusal('invalid_trigger_id');
  if (trigger.used) throw new SlackRefusal('exchanged_trigger_id');
  if (world.clock.nowMs() - trigger.atMs > lifeMs) throw new SlackRefusal('expired_trigger_id');
  trigger.used = true;
  return trigger;
}

const openSchema = z.object({ trigger_id: z.string(), view: z.unknown() });

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': method([], openSchema, ({ world, limits }, team, { trigger_id: triggerId, view }) => {
    const made = demandView(world, team, view, 'modal');
    const { userId } = spendTrigger(world, triggerId, limits.triggerMs);
    world.modals.set(userId, [made]);
    return { view: made };
  }),
  'views.push': method([], openSchema, ({ world, limits }, team, { trigger_id: triggerId, view }) => {
    const made = demandView(world, team, view, 'modal');
    const { userId } = spendTrigger(world, triggerId, limits.triggerMs);
    const open = world.modals.get(userId) ?? [];
    if (open.length >= 3) throw new SlackRefusal('push_limit_reached');
    world.modals.set(userId, [...open, made]);
    return { view: made };
  }),
  'views.update': method(
    [],
    z.object({ view_id: z.string(), hash: z.string().optional(), view: z.unknown() }),
    ({ world }, team, { view_id: id, hash, view }) => {
      const made = demandView(world, team, view, 'modal');
      for (const [userId, open] of world.modals) {
        const before = open.find((one) => one.id === id);
        if (before === undefined) continue;
        if (hash !== undefined && hash !== before.hash) throw new SlackRefusal('hash_conflict');
        const next = { ...made, id };
        world.modals.set(
          userId,
          open.map((one) => (one.id === id ? next : one)),
        );
        return { view: next };
      }
      throw new SlackRefusal('not_found');
    },
  ),
  'views.publish': method(
    [],
    z.object({ user_id: z.string(), view: z.unknown() }),
    ({ world }, team, { user_id: id, view }) => {
      if (world.users.get(id)?.teamId !== team.id) throw new SlackRefusal('user_not_found');
      const made = demandView(world, team, view, 'home');
      world.homes.set(id, made);
      return { view: made };
    },
  ),
};
