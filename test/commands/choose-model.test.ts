import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandContext, CommandReply } from '../../src/commands/define-command.ts';
import { commands, commandsFor } from '../../src/commands/index.ts';
import { modelChoices } from '../../src/commands/model-choices.ts';
import { parseActionId, runAction } from '../../src/commands/actions.ts';
import { parseCommandLine } from '../../src/commands/parse-command-line.ts';
import type { Consumer } from '../../src/core/queue/task-queue.ts';
import { moraPipelines } from '../../src/core/pipeline/pipelines.ts';
import type { SettingsChange } from '../../src/core/studio/space-settings.ts';
import { zoo, zooCrew } from '../fakes/priced-model.ts';
import { taskOf, textOf } from '../support/command-house.ts';
import { testDataDirectory } from '../support/test-database.ts';
import { openTestStudio, type TestStudio } from '../support/test-studio.ts';
import { waitUntil } from '../support/wait-until.ts';

let directory: Awaited<ReturnType<typeof testDataDirectory>>;
let opened: TestStudio;
let deliveries: Consumer;
beforeAll(async () => {
  directory = await testDataDirectory();
  opened = await openTestStudio(directory.path);
  await opened.work(zooCrew());
  const { queue, studio } = opened;
  deliveries = await queue.workDeliveries('playground', 4, async (job) => void (await studio.conclude(job)));
});
afterAll(async () => {
  await deliveries.close(1_000);
  await opened[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

let spaces = 0;
/** A space of one's own, as its moderators have set it. */
async function spaceWith(change: SettingsChange = {}): Promise<string> {
  spaces += 1;
  const space = `s${spaces}`;
  await opened.studio.settings.change({ platform: 'playground', space }, () => change);
  return space;
}

let messages = 0;
function contextIn(space: string, more: Partial<CommandContext> = {}): CommandContext {
  messages += 1;
  return {
    studio: opened.studio,
    person: { platform: 'playground', id: 'ada', name: 'Ada', moderator: true },
    thread: { platform: 'playground', space, channel: 'studio', thread: `m${messages}` },
    sourceId: `m${messages}`,
    images: [],
    videos: [],
    signal: new AbortController().signal,
    ...more,
  };
}

function say(line: string, context: CommandContext): Promise<CommandReply> {
  const { command, options } = parseCommandLine(line, commands);
  return command.run(options, context);
}

/** The plan that a line or a button made. */
async function planOf(reply: CommandReply | Promise<CommandReply>) {
  const plan = (await opened.studio.find(taskOf(await reply)))?.plan;
  return plan ?? expect.fail('there is no task');
}

const film = { name: 'a.mp4', open: () => Promise.reject(new Error('taken by the intake')) };
const picture = { name: 'a.png', open: () => Promise.reject(new Error('taken by the intake')) };

describe('a model that is named', () => {
  test.each(['zoo/wan-2.2-fast', 'wan-2.2-fast', 'WAN-2.2-FAST', '"Wan 2.2 fast"'])(
    'as %s plays its part, and the words are left alone',
    async (typed) => {
      const plan = await planOf(say(`/mora t2v --model ${typed} a boat`, contextIn(await spaceWith())));
      expect(plan.request).toMatchObject({ prompt: 'a boat', model: zoo.wan.name });
      expect(plan.stages.find(({ agent }) => agent === 'image-to-video')).toMatchObject({
        provider: zoo.wan.name,
        fallbacks: [],
      });
      expect(plan.estimateUsd).toBeCloseTo(0.05);
    },
  );

  test.each([
    ['t2v a boat --model veo-3', 'bad-input', /no model “veo-3” here\. See \/mora models/u],
    ['t2v a boat --model wan', 'bad-input', /no model “wan” here\. Did you mean: zoo\/wan-2\.2-fast\?$/u],
    ['t2v a boat --model tired', 'unavailable', /^unavailable: zoo\/tired is not here just now\. Choose another/u],
    ['t2v a boat --model bridge', 'bad-input', /^bad-input: zoo\/bridge takes no part in this\./u],
    ['i2v --model reel', 'bad-input', /zoo\/reel makes videos from words only/u],
    ['t2v a boat --model reel --duration 20', 'bad-input', /at most 8 seconds/u],
  ])('/mora %s is refused', async (line, code, words) => {
    const asked = say(`/mora ${line}`, contextIn(await spaceWith(), { images: [picture] }));
    await expect(asked).rejects.toMatchObject({ code });
    await expect(asked).rejects.toThrow(words);
  });

  test('must be one of those that are allowed, and one of them that is gone is called so', async () => {
    const space = await spaceWith({ models: [zoo.brush.name, 'zoo/gone'] });
    await expect(say('/mora t2v x --model wan-2.2-fast', contextIn(space))).rejects.toThrow(
      'not-allowed: zoo/wan-2.2-fast may not be chosen here. Choose one of: zoo/brush, zoo/gone.',
    );
    await expect(say('/mora t2v x --model gone', contextIn(space))).rejects.toMatchObject({ code: 'unavailable' });
    const plan = await planOf(say('/mora t2v x --model brush', contextIn(space)));
    expect(plan.stages.map(({ provider }) => provider)).toContain(zoo.brush.name);
  });

  test("plays in the operator's own kinds, for the agents that they have", async () => {
    const silent = { takes: 't2v', stages: [{ agent: 'image-to-video' }, { agent: 'finish' }] } as const;
    const own = commandsFor({ ...moraPipelines, silent }).find(({ name }) => name === 'silent');
    expect(own?.casts).toEqual(['image-to-video']);
    await expect(own?.run({ prompt: 'x', model: 'brush' }, contextIn(await spaceWith()))).rejects.toThrow(
      /takes no part/u,
    );
  });
});

describe('the usual model of a space', () => {
  test('makes what nobody named another model for', async () => {
    const space = await spaceWith({ model: zoo.wan.name });
    expect((await planOf(say('/mora t2v a boat', contextIn(space)))).request.model).toBe(zoo.wan.name);
    expect((await planOf(say('/mora t2v a boat --model reel', contextIn(space)))).request.model).toBe(zoo.reel.name);
    const elsewhere = await planOf(say('/mora t2v a boat', contextIn(await spaceWith())));
    expect(elsewhere.request.model).toBeUndefined();
  });

  test.each([
    ['is gone', 'zoo/gone', 't2v x'],
    ['is stopped', zoo.tired.name, 't2v x'],
    ['takes no part', zoo.brush.name, 'i2v'],
    ['needs words', zoo.reel.name, 'i2v'],
    ['cannot go on', zoo.reel.name, 'extend'],
    ['is too short', zoo.reel.name, 't2v x --duration 20'],
    ['is too short for a loop', zoo.reel.name, 't2v x --duration 8 --loop'],
  ])('stands in nobody’s way where it %s', async (_why, model, line) => {
    const videos = line === 'extend' ? [film] : [];
    const context = contextIn(await spaceWith({ model }), { images: [picture], videos });
    expect((await planOf(say(`/mora ${line}`, context))).request.model).toBeUndefined();
  });

  test('is nobody’s wish: the same once more is made as it is usual then', async () => {
    const space = await spaceWith({ model: zoo.wan.name });
    const { taskId } = await planOf(say('/mora t2v a boat', contextIn(space)));
    const again = () => planOf(runAction(parseActionId(`1.again.${taskId}`), contextIn(space)));
    expect((await again()).request.model).toBe(zoo.wan.name);
    await opened.studio.settings.change({ platform: 'playground', space }, () => ({ models: [zoo.brush.name] }));
    expect((await again()).request.model).toBeUndefined();
  });
});

describe('buttons', () => {
  test('keep the model that was chosen, and say so where it may not be chosen any more', async () => {
    const space = await spaceWith();
    const { taskId } = await planOf(say('/mora t2v a boat --model wan-2.2-fast', contextIn(space)));
    for (const name of ['again', 'edit-prompt'] as const) {
      const plan = await planOf(runAction({ name, taskId }, contextIn(space), 'a ship'));
      expect(plan.request.model).toBe(zoo.wan.name);
    }
    await opened.studio.settings.change({ platform: 'playground', space }, () => ({ models: [zoo.brush.name] }));
    await expect(runAction({ name: 'again', taskId }, contextIn(space))).rejects.toMatchObject({ code: 'not-allowed' });
  });
});

describe('buttons under a finished video', () => {
  async function finished(line: string, space: string): Promise<string> {
    const { taskId } = await planOf(say(line, contextIn(space)));
    await waitUntil(async () => (await opened.studio.clip(taskId)) !== undefined);
    return taskId;
  }

  test.each([
    ['wan-2.2-fast', zoo.wan.name],
    // Nothing is painted there.
    ['brush', undefined],
  ])('go on with the model %s where that can', async (typed, kept) => {
    const space = await spaceWith();
    const taskId = await finished(`/mora t2v a boat --model ${typed}`, space);
    for (const name of ['extend', 'restyle'] as const) {
      const { request } = await planOf(runAction({ name, taskId }, contextIn(space), 'in winter'));
      expect(request.model).toBe(kept);
    }
  });

  test('go on without a model that is forbidden meanwhile', async () => {
    const space = await spaceWith();
    const taskId = await finished('/mora t2v a boat --model wan-2.2-fast', space);
    await opened.studio.settings.change({ platform: 'playground', space }, () => ({ models: [zoo.brush.name] }));
    const { request } = await planOf(runAction({ name: 'extend', taskId }, contextIn(space)));
    expect(request.model).toBeUndefined();
  });
});

test('completion offers what is allowed and can do it, by name or label, and its price where people see prices', async () => {
  const space = await spaceWith();
  const offered = async (name: string, typed = '', limit = 25) => {
    const command = commands.find((known) => known.name === name) ?? expect.fail('no such command');
    return modelChoices({ studio: opened.studio, thread: contextIn(space).thread }, command, typed, limit);
  };
  const names = async (...given: Parameters<typeof offered>) => (await offered(...given)).map(({ name }) => name);
  expect(await names('t2v')).toEqual(['quick', 'zoo/reel', 'zoo/wan-2.2-fast', 'zoo/brush']);
  expect(await names('connect')).toEqual(['quick', 'zoo/bridge']);
  expect(await names('t2v', 'WAN 2')).toEqual(['zoo/wan-2.2-fast']);
  expect(await names('t2v', '', 2)).toHaveLength(2);
  expect(await names('settings model')).toContain('zoo/tired');
  expect(await offered('t2v', 'wan')).toEqual([
    { name: 'zoo/wan-2.2-fast', label: 'Wan 2.2 fast', price: 'about $0.05 a clip' },
  ]);
  await opened.studio.settings.change({ platform: 'playground', space }, () => ({
    showPrice: false,
    models: [zoo.wan.name],
  }));
  expect(await offered('t2v')).toEqual([{ name: 'zoo/wan-2.2-fast', label: 'Wan 2.2 fast' }]);
});

describe('/mora models', () => {
  test('lists what may be chosen, with what it does and costs, the usual one first', async () => {
    const space = await spaceWith({ model: zoo.reel.name });
    const lines = textOf(await say('/mora models', contextIn(space))).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'Reel: zoo/reel',
      '  Makes videos from words. Clips of up to 8 s. The usual one here.',
      '  about $0.10 a second',
    ]);
    expect(lines).toContain('Tired: zoo/tired');
    expect(lines).toContain('  Sets pictures in motion. Not available just now.');
    const tired = lines.indexOf('Tired: zoo/tired');
    expect(lines[tired + 2]).toBe('  free');
  });

  test('finds some by a part of a name, leaves out what is forbidden, and prices where they are hidden', async () => {
    const space = await spaceWith({ models: [zoo.wan.name, zoo.brush.name], showPrice: false });
    expect(textOf(await say('/mora models wan', contextIn(space)))).toBe(
      'Wan 2.2 fast: zoo/wan-2.2-fast\n  Sets pictures in motion. Clips of up to 5 s.',
    );
    expect(textOf(await say('/mora models reel', contextIn(space)))).toMatch(/^No model here has that/u);
    const none = contextIn(await spaceWith({ models: ['zoo/gone'] }));
    expect(textOf(await say('/mora models', none))).toMatch(/^There are no models to choose here just now/u);
  });
});
