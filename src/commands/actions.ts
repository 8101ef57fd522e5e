import { z } from 'zod';
import { MoraError } from '../core/errors.ts';
import type { TaskDraft } from '../core/studio/draft.ts';
import { taskIdSchema } from '../core/task-id.ts';
import type { TaskRequest } from '../core/task.ts';
import { actionNames, type ActionName } from './action-names.ts';
import { modelAgain, modelToGoOn } from './choose-model.ts';
import type { CommandContext, CommandReply } from './define-command.ts';
import { pickForConnect } from './connect-picks.ts';
import { meantBy } from './meant-by.ts';
import { isWithinReach } from './reach.ts';
import { submitDraft } from './submit-draft.ts';

/** A button's meaning. It holds all that is needed, so that it works after restarts and for ever. */
export interface Action {
  readonly name: ActionName;
  readonly taskId: string;
}

const actionSchema = z.object({ version: z.literal('1'), name: z.enum(actionNames), taskId: taskIdSchema });

/** An action as the id of a button; at most 100 characters, as Discord wants. */
export function actionId({ name, taskId }: Action): string {
  return `1.${name}.${taskId}`;
}

/** The action of a button's id. Throws `bad-input` for what is not one of ours. */
export function parseActionId(id: string): Action {
  const [version, name, taskId] = id.split('.');
  const parsed = actionSchema.safeParse({ version, name, taskId });
  if (parsed.success) return { name: parsed.data.name, taskId: parsed.data.taskId };
  throw new MoraError('bad-input', 'This button is from another version. Please type the command instead.');
}

/** Carries a button's action out. `prompt` is what the person typed where the action asks for words. */
export async function runAction(action: Action, context: CommandContext, prompt = ''): Promise<CommandReply> {
  const { studio, person } = context;
  const { name, taskId } = action;
  const task = await studio.find(taskId);
  // A task of another server or workspace does not exist here.
  if (task === undefined || !isWithinReach(task, context)) {
    throw new MoraError('not-found', 'There is no such task here any more.');
  }
  const { request } = task.plan;
  switch (name) {
    case 'cancel': {
      const cancelled = await studio.cancel(taskId, person);
      return { kind: 'text', text: cancelled ? 'Cancelled.' : 'This had ended already.' };
    }
    case 'again':
      return submitDraft({ ...draftOf(request), seed: undefined, model: await modelAgain(request, context) }, context);
    case 'edit-prompt':
      return submitDraft({ ...draftOf(request), prompt, model: await modelAgain(request, context) }, context);
    case 'extend':
      return goOn({ kind: 'extend', prompt, video: { clip: taskId } }, request, context);
    case 'restyle':
      return goOn({ kind: 'edit', prompt, video: { clip: taskId } }, request, context);
    case 'connect':
      return pickForConnect({ clip: taskId }, context);
    case 'delete':
      await studio.remove(taskId, person);
      return { kind: 'deleted', taskId, text: 'Deleted.' };
    case 'share':
    case 'vote':
    case 'remix':
    case 'withdraw':
      return runGalleryAction({ name, taskId }, context, prompt);
  }
}

/** Goes on from the video of a request, with its model where that can. */
async function goOn(draft: TaskDraft, request: TaskRequest, context: CommandContext): Promise<CommandReply> {
  return submitDraft({ ...draft, model: await modelToGoOn(request, draft, context) }, context);
}

/** What the buttons of the gallery do. */
async function runGalleryAction(
  { name, taskId }: { readonly name: 'share' | 'vote' | 'remix' | 'withdraw'; readonly taskId: string },
  context: CommandContext,
  prompt: string,
): Promise<CommandReply> {
  const { person } = context;
  const { gallery } = context.studio;
  switch (name) {
    case 'share': {
      const shared = await gallery.share(taskId, person);
      return { kind: 'text', text: shared ? 'Shared in the gallery.' : 'This is in the gallery already.' };
    }
    case 'vote': {
      const given = await gallery.vote(taskId, person);
      return { kind: 'text', text: given ? 'Your star is given.' : 'Your star is taken back.' };
    }
    case 'withdraw': {
      const withdrawn = await gallery.withdraw(taskId, person);
      return { kind: 'text', text: withdrawn ? 'Withdrawn from the gallery.' : 'This is not in the gallery any more.' };
    }
    case 'remix': {
      const video = { clip: taskId };
      const longer = meantBy(prompt, { images: 0, videos: 1 })[0] === 'extend';
      return submitDraft(longer ? { kind: 'extend', prompt, video } : { kind: 'edit', prompt, video }, context);
    }
  }
}

/** What a request would be as a draft: with the same inputs, which are kept already. */
function draftOf(request: TaskRequest): TaskDraft {
  switch (request.kind) {
    case 't2v':
      return request;
    case 'i2v':
      return { ...request, image: { artifact: request.image } };
    case 'simulate':
      return { ...request, image: request.image === undefined ? undefined : { artifact: request.image } };
    case 'extend':
    case 'edit':
      return { ...request, video: { kept: request.video } };
    case 'connect':
      return { ...request, videos: request.videos.map((kept) => ({ kept })) };
  }
}
