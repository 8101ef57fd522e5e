import type { ActionName } from '../../src/commands/action-names.ts';
import { parseActionId, runAction } from '../../src/commands/actions.ts';
import type { CommandContext, CommandReply } from '../../src/commands/define-command.ts';
import { commands } from '../../src/commands/index.ts';
import { parseCommandLine } from '../../src/commands/parse-command-line.ts';
import type { PersonRef } from '../../src/core/thread.ts';
import { createQuickProvider } from '../fakes/quick-provider.ts';
import { testDataDirectory } from './test-database.ts';
import { openTestStudio, type TestStudio } from './test-studio.ts';
import { waitUntil } from './wait-until.ts';

/** Somebody in the test's chat. */
export function someone(id: string, more: Partial<PersonRef> = {}): PersonRef {
  return { platform: 'playground', id, name: id, moderator: false, ...more };
}

/** A studio at work, with everything that a chat says to it. */
export interface CommandHouse extends AsyncDisposable {
  readonly opened: TestStudio;
  /** What a person says in a space, in a message of its own. */
  contextOf(person: PersonRef, more?: { readonly space?: string } & Partial<CommandContext>): CommandContext;
  say(line: string, context: CommandContext): Promise<CommandReply>;
  press(name: ActionName, taskId: string, context: CommandContext, prompt?: string): Promise<CommandReply>;
  /** Has a video made and waits until it is done; its id. */
  film(person: PersonRef, words: string, space?: string): Promise<string>;
}

/** Opens a studio whose workers end every task at once, with its outcome concluded as a desk does it. */
export async function openCommandHouse(): Promise<CommandHouse> {
  await using stack = new AsyncDisposableStack();
  const directory = stack.use(await testDataDirectory());
  const opened = stack.use(await openTestStudio(directory.path));
  const { studio, queue } = opened;
  await opened.work(createQuickProvider());
  const deliveries = await queue.workDeliveries('playground', 4, async (job) => {
    await studio.conclude(job);
  });
  stack.defer(() => deliveries.close(1_000));

  let messages = 0;
  const contextOf: CommandHouse['contextOf'] = (person, { space = 'local', ...more } = {}) => {
    messages += 1;
    const id = `m${messages}`;
    return {
      studio,
      person,
      thread: { platform: 'playground', space, channel: 'studio', thread: id },
      sourceId: id,
      images: [],
      videos: [],
      signal: new AbortController().signal,
      ...more,
    };
  };
  const say: CommandHouse['say'] = async (line, context) => {
    const { command, options } = parseCommandLine(line, commands);
    return command.run(options, context);
  };

  const held = stack.move();
  return {
    opened,
    contextOf,
    say,
    press: (name, taskId, context, prompt) => runAction(parseActionId(`1.${name}.${taskId}`), context, prompt),
    async film(person, words, space = 'local') {
      const taskId = taskOf(await say(`/mora t2v ${words}`, contextOf(person, { space })));
      await waitUntil(async () => (await studio.find(taskId))?.outcome?.status === 'done');
      await waitUntil(async () => (await studio.clip(taskId)) !== undefined);
      return taskId;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** The task that an answer speaks of. */
export function taskOf(reply: CommandReply): string {
  if (reply.kind === 'task') return reply.taskId;
  throw new Error(`no task: ${textOf(reply)}`);
}

/** All words of an answer, a line an item. */
export function textOf(reply: CommandReply): string {
  if (reply.kind === 'list') return reply.items.map(({ text }) => text).join('\n');
  return 'text' in reply ? reply.text : '';
}
