import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseActionId, runAction, type ActionName } from '../../src/commands/actions.ts';
import type { CommandContext, CommandReply } from '../../src/commands/define-command.ts';
import { commands } from '../../src/commands/index.ts';
import { parseCommandLine } from '../../src/commands/parse-command-line.ts';
import { optionSpecs } from '../../src/commands/option-specs.ts';
import { createQuickProvider } from '../fakes/quick-provider.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { openTestStudio, type TestStudio } from '../support/test-studio.ts';

let directory: Awaited<ReturnType<typeof testDataDirectory>>;
let opened: TestStudio;
beforeAll(async () => {
  directory = await testDataDirectory();
  opened = await openTestStudio(directory.path);
  // Nobody delivers here, so tasks stay open until they are cancelled.
  await opened.work(createQuickProvider());
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

let messages = 0;
function contextOf(personId: string, space = 'local', images: CommandContext['images'] = []): CommandContext {
  messages += 1;
  return {
    studio: opened.studio,
    person: { platform: 'playground', id: personId, name: personId, moderator: false },
    thread: { platform: 'playground', space, channel: 'studio', thread: `m${messages}` },
    sourceId: `m${messages}`,
    images,
    signal: new AbortController().signal,
  };
}
const say = async (line: string, context: CommandContext): Promise<CommandReply> => {
  const { command, options } = parseCommandLine(line, commands);
  return command.run(options, context);
};
const taskOf = (reply: CommandReply): string => {
  if (reply.kind !== 'task') throw new Error(`no task: ${reply.text}`);
  return reply.taskId;
};
const press = (name: ActionName, taskId: string, context: CommandContext, prompt?: string): Promise<CommandReply> =>
  runAction(parseActionId(`1.${name}.${taskId}`), context, prompt);
const requestOf = async (taskId: string) => (await opened.studio.find(taskId))?.plan.request;

describe('commands', () => {
  test('t2v takes the words and options as they were typed', async () => {
    const reply = await say('/mora t2v a boat --duration 8 --ratio 9:16 --seed 0', contextOf('ada'));
    expect(await requestOf(taskOf(reply))).toEqual({
      kind: 't2v',
      prompt: 'a boat',
      durationS: 8,
      ratio: '9:16',
      seed: 0,
    });
  });

  test.each([
    ['/mora t2v', /Write what the video should show/u],
    ['/mora t2v x --duration 0', /--duration: The shortest video is 1 second/u],
    ['/mora t2v x --duration -1', /shortest/u],
    ['/mora t2v x --duration 1e9', /longest video is 12/u],
    ['/mora t2v x --duration abc', /seconds/u],
    ['/mora t2v x --ratio 5:4', /Choose one of 16:9/u],
    ['/mora t2v x --seed 1.5', /whole number/u],
    ['/mora t2v x --seed -1', /whole number/u],
    [`/mora t2v ${'x'.repeat(10_000)}`, /2,000 characters/u],
    ['/mora i2v zoom in', /Attach a picture/u],
    ['/mora extend', /cannot be done yet/u],
    ['/mora edit make it winter', /cannot be done yet/u],
    ['/mora connect', /cannot be done yet/u],
    ['/mora simulate', /cannot be done yet/u],
    ['/mora help fly', /no command “fly”/u],
    ['/mora cancel', /nothing that is still being made/u],
  ])('%s is refused in plain words', async (line, words) => {
    await expect(say(line, contextOf('nobody'))).rejects.toThrow(words);
  });

  test('i2v takes the picture, keeps its shape, and needs no words', async () => {
    const picture = { name: 'x.png', open: () => Promise.reject(new Error('taken by the intake')) };
    const reply = await say('/mora i2v', contextOf('ada', 'local', [picture]));
    expect(await requestOf(taskOf(reply))).toMatchObject({ kind: 'i2v', prompt: '', ratio: '4:3' });
  });

  test('status and cancel see the tasks of the person in this place only', async () => {
    const empty = await say('/mora status', contextOf('bob'));
    expect(empty).toMatchObject({ kind: 'text', text: expect.stringContaining('no videos yet') });
    const task = taskOf(await say('/mora t2v a reef', contextOf('bob')));
    expect(await say('/mora status', contextOf('bob'))).toMatchObject({ text: expect.stringContaining('a reef') });
    expect(await say('/mora status', contextOf('bob', 'elsewhere'))).toMatchObject({
      text: expect.stringContaining('no videos yet'),
    });
    await expect(say('/mora cancel', contextOf('bob', 'elsewhere'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(say('/mora cancel', contextOf('eve'))).rejects.toMatchObject({ code: 'not-found' });
    expect(await opened.studio.find(task)).not.toHaveProperty('outcome');
  });

  test('help lists every command and explains each', async () => {
    const all = await say('/mora help', contextOf('ada'));
    for (const { name, description } of commands) {
      if (name !== 'help')
        expect(all).toMatchObject({ text: expect.stringContaining(`/mora ${name}: ${description}`) });
    }
    const one = await say('/mora help t2v', contextOf('ada'));
    expect(one).toMatchObject({ text: expect.stringMatching(/--duration: .*--ratio: .*16:9.*Example: /su) });
  });

  test('every option has a description, for completion and help', () => {
    for (const command of commands) {
      for (const option of optionSpecs(command))
        expect(option.description, `${command.name} ${option.name}`).not.toBe('');
    }
  });
});

describe('buttons', () => {
  test('again makes the same with another seed, edit prompt the same seed with other words', async () => {
    const task = taskOf(await say('/mora t2v a boat --seed 7 --ratio 1:1', contextOf('cy')));
    const again = await requestOf(taskOf(await press('again', task, contextOf('cy'))));
    expect(again).toMatchObject({ prompt: 'a boat', ratio: '1:1' });
    expect(again?.seed).not.toBe(7);
    const edited = await requestOf(taskOf(await press('edit-prompt', task, contextOf('cy'), 'a ship')));
    expect(edited).toMatchObject({ prompt: 'a ship', ratio: '1:1', seed: 7 });
    await expect(press('edit-prompt', task, contextOf('cy'), '  ')).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('again on a picture starts from the same picture', async () => {
    const image = { artifact: 'task-kept-input' };
    const task = taskOf(await say('/mora i2v zoom in', contextOf('cy', 'local', [image])));
    const again = await requestOf(taskOf(await press('again', task, contextOf('cy'))));
    expect(again).toMatchObject({ kind: 'i2v', image: 'task-kept-input', prompt: 'zoom in' });
  });

  test('of a task elsewhere do not work here', async () => {
    const task = taskOf(await say('/mora t2v a boat', contextOf('cy', 'elsewhere')));
    for (const name of ['cancel', 'again', 'edit-prompt'] as const) {
      await expect(press(name, task, contextOf('cy'), 'x')).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test('cancel is for the owner', async () => {
    const task = taskOf(await say('/mora t2v a boat', contextOf('cy')));
    await expect(press('cancel', task, contextOf('eve'))).rejects.toMatchObject({ code: 'not-allowed' });
  });
});
