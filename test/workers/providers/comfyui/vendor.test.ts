import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../src/core/config.ts';
import { silentLogger } from '../../../../src/core/log.ts';
import { createComfyui } from '../../../../workers/providers/comfyui/comfyui.ts';
import { nodeTable } from '../../../fakes/comfyui/node-table.ts';
import { surroundings } from './fake-desk.ts';

const { comfy, deskAt, media } = surroundings();
const never = new AbortController().signal;

describe('the vendor', () => {
  it('offers each workflow as a provider, free, with the skills of its model', async () => {
    const fake = await comfy();
    const { vendor } = await deskAt([fake]);
    expect(vendor.providers.map(({ name }) => name)).toEqual([
      'comfyui/sdxl',
      'comfyui/instruct-pix2pix',
      'comfyui/qwen-edit',
      'comfyui/svd',
      'comfyui/wan-2.2',
    ]);
    for (const provider of vendor.providers) {
      expect(provider).toMatchObject({ turns: 2, version: expect.stringMatching(/^[0-9a-f]{12}$/u) });
      expect(provider.prices).toBeUndefined();
      expect(provider.motion === undefined).toBe(provider.agents['image-to-video'] === undefined);
    }
  });

  it('stops what no server can run, says why, and takes it up again', async () => {
    const fake = await comfy({ table: nodeTable('new', ['svd_xt.safetensors']) });
    const desk = await deskAt([fake], { timing: { lookMs: 20 } });
    await expect.poll(() => desk.provider('sdxl').stopped?.()).toBeUndefined();
    expect(desk.provider('svd').stopped?.()).toContain('the model file svd_xt.safetensors is missing');
    fake.setTable(nodeTable());
    await expect.poll(() => desk.provider('svd').stopped?.()).toBeUndefined();
    await fake.crash();
    await expect.poll(() => desk.provider('sdxl').stopped?.()).toContain('it does not answer');
    await fake.restart();
    await expect.poll(() => desk.provider('sdxl').stopped?.()).toBeUndefined();
  });

  it('is stopped until it has looked at the servers', async () => {
    const { vendor } = await deskAt([await comfy()]);
    expect(vendor.providers[0]?.stopped?.()).toContain('it was not looked at yet');
  });

  it('goes on with one server where another is away', async () => {
    const [away, there] = [await comfy(), await comfy()];
    await away.crash();
    const desk = await deskAt([away, there]);
    await expect.poll(() => desk.provider('sdxl').stopped?.()).toBeUndefined();
    expect(desk.provider('sdxl').turns).toBe(4);
  });

  it('says once that a server is lost, and when it is back, without its address or secrets', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const fake = await comfy({ credentials: 'mora:geheim' });
    const url = fake.url.replace('http://', 'http://mora:geheim@');
    const desk = await deskAt([{ url }], { timing: { lookMs: 20 }, logger: pino({ level: 'info' }, stream) });
    await expect.poll(() => desk.provider('sdxl').stopped?.()).toBeUndefined();
    await fake.crash();
    await expect.poll(() => desk.provider('sdxl').stopped?.()).toContain('it does not answer');
    const asked = fake.requests.length;
    await fake.restart();
    await expect.poll(() => desk.provider('sdxl').stopped?.()).toBeUndefined();
    expect(fake.requests.length).toBeGreaterThan(asked);
    await expect.poll(() => lines.filter((line) => line.includes('comfyui-server-back'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('comfyui-server-lost'))).toHaveLength(1);
    expect(lines.join('')).not.toContain('geheim');
  });

  it('needs an address', () => {
    const parts = { config: readConfig({}), logger: silentLogger(), media: media(), settings: {} };
    expect(() => createComfyui(parts)).toThrow(/COMFYUI_URL/u);
  });

  it('lets go of everything when it is closed', async () => {
    const fake = await comfy();
    const { vendor } = await deskAt([fake], { timing: { lookMs: 5 } });
    await expect.poll(() => fake.requests.length).toBeGreaterThan(0);
    await vendor.close();
    await expect.poll(() => fake.sockets().open()).toEqual([]);
  });
});

describe('what the doctor sees', () => {
  it('tells version, memory and queue of each server, and what it can run', async () => {
    const fake = await comfy({ table: nodeTable('new', ['svd_xt.safetensors']), knobs: { pauseAfterSteps: 0 } });
    fake.foreignRun();
    const gone = await comfy();
    await gone.crash();
    const locked = await comfy({ credentials: 'a:b' });
    const { vendor } = await deskAt([fake, gone, locked]);
    const host = (url: string): string => new URL(url).host;
    expect(await vendor.inspect({ live: false, signal: never })).toEqual([
      {
        state: 'good',
        text: `ComfyUI at ${host(fake.url)}: 0.36.0, cuda:0 Fake RTX with 24 GB, 20 GB free, 1 running, 0 waiting`,
      },
      ...['sdxl', 'instruct-pix2pix', 'qwen-edit'].map((name) => ({
        state: 'good',
        text: `ComfyUI at ${host(fake.url)}: comfyui/${name} can run`,
      })),
      {
        state: 'note',
        text: `ComfyUI at ${host(fake.url)}: comfyui/svd cannot run: the model file svd_xt.safetensors is missing (9.6 GB from https://huggingface.co/stabilityai/stable-video-diffusion-img2vid-xt, into models/checkpoints)`,
      },
      { state: 'good', text: `ComfyUI at ${host(fake.url)}: comfyui/wan-2.2 can run` },
      { state: 'bad', text: `ComfyUI at ${host(gone.url)} does not answer` },
      { state: 'bad', text: `ComfyUI at ${host(locked.url)} wants a name and password in its address` },
    ]);
  });

  it('says it where nothing can run', async () => {
    const fake = await comfy();
    await fake.crash();
    const { vendor } = await deskAt([fake]);
    const findings = await vendor.inspect({ live: false, signal: never });
    expect(findings.at(-1)).toEqual({ state: 'bad', text: 'ComfyUI: no server can run any workflow' });
  });
});
