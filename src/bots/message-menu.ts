import { pickForConnect } from '../commands/connect-picks.ts';
import type { Command, CommandContext, CommandReply } from '../commands/define-command.ts';
import type { Meaning } from '../commands/meant-by.ts';
import { isWithinReach } from '../commands/reach.ts';
import { MoraError } from '../core/errors.ts';
import { deliveryIn } from './shown-task.ts';
import type { Target } from './target.ts';

/** What the menu of a message offers, as people read it. `Edit…` asks for words first, where there is something to edit. */
export const menuNames = ['Animate', 'Extend', 'Edit…', 'Connect', 'Info'] as const;

const noPicture = 'There is no picture in this message. Choose Animate on a message with one.';
const noVideo = 'There is no video in this message. Choose this on a message with one.';
const noMedia = 'There is no picture or video in this message.';

/** The command of a meaning. Throws `not-supported` where the studio has none. */
export function commandFor(meaning: Meaning, commands: readonly Command[]): Command {
  const command = commands.find((known) => known.name === meaning);
  if (command !== undefined) return command;
  throw new MoraError('not-supported', 'This cannot be done here.');
}

/** Carries out what was chosen in the menu of a message. Throws `MoraError`. */
export async function runMenuCommand(
  name: string,
  target: Target,
  context: CommandContext,
  commands: readonly Command[],
): Promise<CommandReply> {
  const { images, videos } = target;
  const [video] = videos;
  switch (name) {
    case 'Animate':
      if (images.length === 0) throw new MoraError('bad-input', noPicture);
      return commandFor('i2v', commands).run({}, { ...context, images });
    case 'Extend':
      if (video === undefined) throw new MoraError('bad-input', noVideo);
      return commandFor('extend', commands).run({}, { ...context, videos: [video] });
    case 'Connect':
      if (video === undefined) throw new MoraError('bad-input', noVideo);
      return pickForConnect(video, context);
    case 'Info':
      return describe(target, context);
    case 'Edit…':
      throw new MoraError('bad-input', noMedia);
    default:
      throw new MoraError('bad-input', 'This command is from another version. Type / to see those that there are now.');
  }
}

/** What is known of a message. */
async function describe({ taskId, images, videos }: Target, context: CommandContext): Promise<CommandReply> {
  const task = taskId === undefined ? undefined : await context.studio.find(taskId);
  if (task === undefined || !isWithinReach(task, context)) {
    const what = videos.length > 0 ? 'Extend, Edit… or Connect' : 'Animate';
    const hint = `This was not made here. Choose ${what} in the menu of the message to go on from it.`;
    return { kind: 'text', text: images.length + videos.length === 0 ? noMedia : hint };
  }
  const { plan, person, outcome } = task;
  const facts = outcome === undefined ? [] : (await deliveryIn(context.studio, task, outcome)).facts;
  const items = [
    { text: `${plan.request.kind} by ${person.name}` },
    ...(plan.request.prompt === '' ? [] : [{ text: `“${plan.request.prompt}”` }]),
    ...facts.map(([name, value]) => ({ text: `${name}: ${value}` })),
  ];
  return { kind: 'list', items };
}
