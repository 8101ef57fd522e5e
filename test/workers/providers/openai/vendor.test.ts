import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openaiPlayers, openaiPlayersOf } from '../../../../workers/providers/openai/models.ts';
import { openaiSettingsSchema } from '../../../../workers/providers/openai/settings.ts';
import { OpenaiDesk, playerOf } from './openai-desk.ts';

let desk: OpenaiDesk;
beforeEach(async () => {
  desk = await OpenaiDesk.open();
});
afterEach(() => desk[Symbol.asyncDispose]());

describe('OpenAI as a vendor', () => {
  it.each([
    { settings: {}, names: ['openai/gpt-6-luna', 'openai/gpt-image-2'] },
    { settings: { 'prompt-model': 'Qwen/Qwen3-8B', images: 'off' }, names: ['openai/qwen-qwen3-8b'] },
    { settings: { 'image-model': 'gpt-image-2.5-flare' }, names: ['openai/gpt-6-luna', 'openai/gpt-image-2.5-flare'] },
  ] as const)('has the providers that are said without a connection: $names', ({ settings, names }) => {
    const { providers } = desk.vendor({ settings });
    const played = providers.map(({ name, agents }) => [name, { plays: Object.keys(agents) }]);
    expect(Object.fromEntries(played)).toEqual(openaiPlayersOf(openaiSettingsSchema.parse(settings)));
    expect(providers.map(({ name }) => name)).toEqual(names);
  });

  it('says its default models without settings', () => {
    expect(Object.keys(openaiPlayers)).toEqual(['openai/gpt-6-luna', 'openai/gpt-image-2']);
  });

  it.each([
    ['gpt-6-luna', 'GPT-6 Luna (OpenAI)'],
    ['gpt-5.4-mini', 'GPT-5.4 mini (OpenAI)'],
    ['gpt-5.4-mini-2026-03-17', 'gpt-5.4-mini-2026-03-17 (OpenAI)'],
    ['o3', 'o3 (OpenAI)'],
  ])('names %s to people', (model, label) => {
    const vendor = desk.vendor({ own: true, settings: { 'prompt-model': model } });
    expect(playerOf(vendor, 'prompt')).toMatchObject({ label, version: model });
    expect(playerOf(vendor, 'text-to-image').label).toBe('GPT Image 2 (OpenAI)');
  });

  it('refuses settings that it does not know', () => {
    expect(() => desk.vendor({ settings: { modle: 'x' } })).toThrow(/modle/u);
  });

  it('reads no settings from the environment by itself', async () => {
    const { OPENAI_ORG_ID: before } = process.env;
    process.env['OPENAI_ORG_ID'] = 'org-somebody';
    try {
      await desk.play(desk.player('prompt'), 'prompt', { kind: 't2v', prompt: 'a boat', durationS: 5 });
    } finally {
      if (before === undefined) delete process.env['OPENAI_ORG_ID'];
      else process.env['OPENAI_ORG_ID'] = before;
    }
    expect(desk.fake.seen[0]?.headers).not.toHaveProperty('openai-organization');
  });
});
