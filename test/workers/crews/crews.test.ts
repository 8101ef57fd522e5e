import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/core/config.ts';
import { isMeant } from '../../../src/core/studio/crew.ts';
import { plainArrangement } from '../../../src/core/studio/studio.ts';
import { arrangeCrew } from '../../../workers/crews/arrange-crew.ts';
import { chooseCrew } from '../../../workers/crews/choose-crew.ts';
import { crewNames, readyMadeCrews } from '../../../workers/crews/ready-made.ts';
import { providerKinds } from '../../../workers/providers/provider-kinds.ts';

const replicate = { REPLICATE_API_TOKEN: 'r8_x' };
const openai = { OPENAI_API_KEY: 'sk-x' };
const comfyui = { COMFYUI_URL: 'http://127.0.0.1:8188' };

describe('without a choice', () => {
  test.each([
    [{}, 'sketch'],
    [replicate, 'fast'],
    [openai, 'fast'],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }, 'fast'],
    [comfyui, 'comfyui'],
    [{ ...comfyui, ...openai }, 'comfyui'],
    [{ ...comfyui, ...replicate }, 'fast'],
  ])('%j brings the crew %s', (environment, crew) => {
    expect(chooseCrew(readConfig(environment))).toBe(crew);
  });
});

test('a named crew needs what it needs, on a single machine; elsewhere workers may have it', () => {
  const choose = (more: Record<string, string>) => chooseCrew(readConfig({ MORA_CREW: 'paper', ...more }));
  expect(choose(replicate)).toBe('paper');
  expect(() => choose({})).toThrow(/“paper” needs REPLICATE_API_TOKEN/u);
  expect(choose({ REDIS_URL: 'redis://127.0.0.1' })).toBe('paper');
  expect(() => chooseCrew(readConfig({ MORA_CREW: 'papr' }))).toThrow(/paper, fast, best, comfyui, sketch/u);
});

test('everybody in a ready-made crew is a provider that plays that agent', () => {
  for (const name of crewNames) {
    const { agents, editors = [] } = readyMadeCrews[name];
    const wishes = [...Object.entries(agents), ['image-to-video', { wanted: editors }] as const];
    for (const [agent, { wanted }] of wishes) {
      for (const wish of wanted) {
        const known = Object.entries(providerKinds).some(
          ([kind, { plays }]) => (kind === wish || isMeant(kind, wish)) && plays.some((played) => played === agent),
        );
        expect([name, agent, wish, known]).toEqual([name, agent, wish, true]);
      }
    }
  }
});

test('what the operator wrote of an agent wins over the crew', () => {
  const own = { ...plainArrangement, preferences: { 'image-to-video': ['replicate/kling-v3'] } };
  const arranged = arrangeCrew(own, 'fast');
  expect(arranged.preferences['image-to-video']).toEqual(['replicate/kling-v3']);
  expect(arranged.preferences['text-to-image']?.[0]).toBe('replicate/flux-schnell');
  expect(arranged.standIns).not.toHaveProperty('image-to-video');
  expect(arranged.editors).toBeUndefined();
  expect(arrangeCrew(plainArrangement, 'fast').editors).toEqual(['replicate/wan-2.7-videoedit']);
});
