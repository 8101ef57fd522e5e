import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '../../../../src/core/finding.ts';
import { OpenaiDesk, type VendorOptions } from './openai-desk.ts';

let desk: OpenaiDesk;
beforeEach(async () => {
  desk = await OpenaiDesk.open();
});
afterEach(() => desk[Symbol.asyncDispose]());

function inspect(live: boolean, options: VendorOptions = {}): Promise<readonly Finding[]> {
  return desk.vendor(options).inspect({ live, signal: new AbortController().signal });
}

describe('what an operator is told', () => {
  it('tells of key and models without spending anything', async () => {
    expect(await inspect(false, { own: true })).toEqual([
      { state: 'good', text: 'OpenAI takes the credentials.' },
      { state: 'good', text: 'OpenAI has the model gpt-6-luna.' },
      { state: 'good', text: 'OpenAI has the model gpt-image-2.' },
    ]);
    expect(desk.fake.seen.map(({ path }) => path)).toEqual(['/models/gpt-6-luna', '/models/gpt-image-2']);
    expect(desk.fake.paid).toEqual([]);
  });

  it('tries one small request and the moderation where it may, and says what that cost', async () => {
    expect((await inspect(true, { own: true })).slice(3)).toEqual([
      { state: 'good', text: 'gpt-6-luna played the prompt agent. It cost $0.00030.' },
      { state: 'good', text: 'Moderation works. It cost nothing.' },
    ]);
    expect(desk.fake.paid).toEqual(['/responses']);
  });

  it('tells of a key that is not taken', async () => {
    expect(await inspect(true, { own: true, key: 'sk-old' })).toEqual([
      { state: 'bad', text: 'OpenAI does not take the credentials: set OPENAI_API_KEY to a valid key.' },
    ]);
    expect(desk.fake.paid).toEqual([]);
  });

  it('tells of a model that is not there, and of one whose price is not known', async () => {
    desk.fake.knobs.models.add('gpt-9');
    const settings = { 'prompt-model': 'gpt-9', 'image-model': 'gpt-image-9' };
    const findings = await inspect(false, { own: true, settings });
    expect(findings).toContainEqual({ state: 'good', text: 'OpenAI has the model gpt-9.' });
    expect(findings).toContainEqual({
      state: 'bad',
      text: 'OpenAI has no model gpt-image-9: set image-model to another.',
    });
    expect(findings.filter(({ state }) => state === 'note')).toHaveLength(2);
  });

  it('tells what another server has not', async () => {
    const { knobs } = desk.fake;
    knobs.key = undefined;
    knobs.models.clear();
    knobs.models.add('llama3.3:latest');
    for (const path of ['/responses', '/moderations']) knobs.missing.add(path);
    const settings = { 'prompt-model': 'llama3.3', images: 'off' };
    expect(await inspect(true, { key: undefined, settings })).toEqual([
      { state: 'good', text: '127.0.0.1 takes the credentials.' },
      { state: 'good', text: '127.0.0.1 has the model llama3.3.' },
      { state: 'bad', text: expect.stringContaining('llama3.3 could not play the prompt agent') },
      { state: 'note', text: 'Nothing is moderated.' },
      { state: 'note', text: '127.0.0.1 has no moderation: nothing is looked at.' },
    ]);
    knobs.models.add('llama3.3');
    expect(await inspect(true, { key: undefined, settings })).toContainEqual({
      state: 'note',
      text: '127.0.0.1 has no newer text interface: the older one is used.',
    });
  });

  it('tells that nobody is there', async () => {
    const vendor = desk.vendor({ own: true });
    await desk.fake[Symbol.asyncDispose]();
    const findings = await vendor.inspect({ live: false, signal: new AbortController().signal });
    expect(findings).toEqual([{ state: 'bad', text: 'OpenAI cannot be reached.' }]);
  });
});
