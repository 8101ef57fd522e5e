import { MoraError } from '../core/errors.ts';
import type { CommandContext } from './define-command.ts';

/**
 * Checks that videos may be asked for here by this person, as the moderators of the space have set it. Moderators
 * themselves need no role. Throws `not-allowed` with what to do instead.
 */
export async function demandAllowed({
  studio,
  person,
  thread,
}: Pick<CommandContext, 'studio' | 'person' | 'thread'>): Promise<void> {
  const { channels, roles } = await studio.settings.get(thread);
  if (channels.length > 0 && !channels.includes(thread.channel)) {
    throw new MoraError(
      'not-allowed',
      'Videos are not made in this channel. See /mora settings show for the channels where they are.',
    );
  }
  const fits = roles.length === 0 || person.moderator || person.roles?.some((role) => roles.includes(role)) === true;
  if (!fits) {
    throw new MoraError('not-allowed', 'You need a role for this here. Ask a moderator of this server for it.');
  }
}

/** Checks that the person may set what holds for the whole space. Throws `not-allowed`. */
export function demandManager({ person }: Pick<CommandContext, 'person'>): void {
  if (person.manager ?? person.moderator) return;
  throw new MoraError('not-allowed', 'Only moderators can do this. Ask one of them.');
}
