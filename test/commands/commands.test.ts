import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActionName } from '../../src/commands/action-names.ts';
import { parseActionId, runAction } from '../../src/commands/actions.ts';
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
function contextOf(
  personId: string,
  space = 'local',
  images: CommandContext['images'] = [],
  videos: CommandContext['videos'] = [],
): CommandContext {
  messages += 1;
  return {
    studio: opened.studio,
    person: { platform: 'playground', id: personId, name: personId, moderator: false },
    thread: { platform: 'playground', space, channel: 'studio', thread: `m${messages}` },
    sourceId: `m${messages}`,
    images,
    videos,
    signal: new AbortController().signal,
  };
}
const say = async (line: string, context: CommandContext): Promise<CommandReply> => {
  const { command, options } = parseCommandLine(line, commands);
  return command.run(options, context);
};
const taskOf = (reply: CommandReply): string => {
  if (reply.kind !== 'task') throw new Error(`no task: ${JSON.stringify(reply)}`);
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
    ['/mora t2v x --duration 1e9', /longest video is 60/u],
    ['/mora t2v x --duration abc', /seconds/u],
    ['/mora t2v x --ratio 5:4', /Choose one of 16:9/u],
    ['/mora t2v x --seed 1.5', /whole number/u],
    ['/mora t2v x --seed -1', /whole number/u],
    [`/mora t2v ${'x'.repeat(10_000)}`, /2,000 characters/u],
    ['/mora i2v zoom in', /Attach a picture/u],
    ['/mora extend', /Attach a video, or send this as a reply/u],
    ['/mora edit make it winter', /Attach a video, or send this as a reply/u],
    ['/mora edit', /Write what should change/u],
    ['/mora connect', /Attach two videos/u],
    ['/mora connect --seconds 9', /longest|from 0.3 to 5/u],
    ['/mora simulate', /Write what the world should be like/u],
    ['/mora t2v x --smooth 25', /Choose one of 24, 30, 60/u],
    ['/mora t2v x --max-mb 0.01', /megabytes from 0.1/u],
    ['/mora t2v x --caption', /Give --caption a value/u],
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

  const clip = { name: 'a.mp4', open: () => Promise.reject(new Error('taken by the intake')) };

  test('extend takes a video, and what is asked of the finish', async () => {
    const line =
      '/mora extend the boat sails on --duration 3 --backward --loop --smooth 60 --max-mb 8 --caption "Sail on"';
    expect(await requestOf(taskOf(await say(line, contextOf('ada', 'local', [], [clip]))))).toMatchObject({
      kind: 'extend',
      prompt: 'the boat sails on',
      direction: 'backward',
      durationS: 3,
      loop: true,
      smooth: 60,
      maxBytes: 8_000_000,
      caption: 'Sail on',
      video: { facts: { width: 640, durationS: 5 } },
    });
  });

  test('connect takes its videos in their order, each in a place of its own', async () => {
    const silent = await say('/mora extend', contextOf('eli', 'local', [], [clip]));
    expect(silent).toMatchObject({ kind: 'task' });
    expect(await say('/mora status', contextOf('eli'))).toEqual({
      kind: 'list',
      items: [{ text: 'extend “without words”: in the making' }],
    });
    const reply = await say('/mora connect whip left --seconds 2', contextOf('ada', 'local', [], [clip, clip, clip]));
    const request = await requestOf(taskOf(reply));
    expect(request).toMatchObject({ kind: 'connect', prompt: 'whip left', transitionS: 2 });
    const kept = request?.kind === 'connect' ? request.videos.map(({ artifact }) => artifact) : [];
    expect(new Set(kept).size).toBe(3);
  });

  test('edit and simulate take theirs, and a result of more than five minutes is refused', async () => {
    const edit = await say('/mora edit in winter', contextOf('ada', 'local', [], [clip]));
    expect(await requestOf(taskOf(edit))).toMatchObject({ kind: 'edit', prompt: 'in winter' });
    const world = await say('/mora simulate a village by the sea', contextOf('ada'));
    expect(await requestOf(taskOf(world))).toMatchObject({ kind: 'simulate', durationS: 5, ratio: '16:9' });
    const facts = { width: 640, height: 360, fps: 24, frames: 7_000, durationS: 291, codec: 'h264' };
    const long = { kept: { artifact: 'task-long-input', facts, sound: false } };
    await expect(say('/mora extend --duration 10', contextOf('ada', 'local', [], [long]))).rejects.toThrow(
      /301 seconds; 300/u,
    );
  });

  test('a clip of another server does not exist here', async () => {
    const clips = [{ clip: 'task-0123456789abcdef01234567' }];
    await expect(say('/mora extend', contextOf('ada', 'local', [], clips))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('crew says who plays what', async () => {
    expect(await say('/mora crew', contextOf('ada'))).toMatchObject({
      text: expect.stringMatching(/• prompt: quick\n.*• finish: quick/su),
    });
  });

  test('status and cancel see the tasks of the person in this place only', async () => {
    const empty = await say('/mora status', contextOf('bob'));
    expect(empty).toMatchObject({ kind: 'text', text: expect.stringContaining('no videos yet') });
    const task = taskOf(await say('/mora t2v a reef', contextOf('bob')));
    expect(await say('/mora status', contextOf('bob'))).toEqual({
      kind: 'list',
      items: [{ text: 't2v “a reef”: in the making' }],
    });
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
