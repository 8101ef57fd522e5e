import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenaiDesk, shotOf, type Turn, type TurnOptions, type VendorOptions } from './openai-desk.ts';

let desk: OpenaiDesk;
beforeEach(async () => {
  desk = await OpenaiDesk.open();
});
afterEach(() => desk[Symbol.asyncDispose]());

const size = { width: 512, height: 288 };
const generations = '/images/generations';

function paint(prompt = 'a paper boat', options: TurnOptions & VendorOptions = {}): Promise<Turn<'text-to-image'>> {
  const input = { ...size, shot: shotOf(prompt, { negativePrompt: 'text, blur' }), seed: 7 };
  return desk.play(desk.player('text-to-image', options), 'text-to-image', input, options);
}

async function lookAt(id: string): Promise<{ width: number; height: number; format: string | undefined }> {
  await using file = await desk.artifacts.open(id);
  const { width, height, format } = await sharp(file.path).metadata();
  return { width, height, format };
}

/** A picture that a person sent. */
async function sentPicture(bytes?: Uint8Array): Promise<string> {
  const png = await sharp({ create: { width: 320, height: 180, channels: 3, background: '#884422' } })
    .png()
    .toBuffer();
  return (await desk.artifacts.put('input-sent-picture', 'image/png', { bytes: bytes ?? png })).id;
}

describe('pictures from words', () => {
  it('streams drafts and keeps the picture at exactly the size asked for', async () => {
    const { output, costUsd, reports, stageId } = await paint();
    expect(desk.bodies(generations)).toEqual([
      {
        model: 'gpt-image-2',
        prompt: 'a paper boat\n\nAvoid: text, blur.',
        n: 1,
        size: '1088x608',
        quality: 'medium',
        stream: true,
        partial_images: 2,
      },
    ]);
    const { artifact } = output.image;
    expect(artifact).toBe(`${stageId}-image`);
    expect(await lookAt(artifact)).toEqual({ ...size, format: 'png' });
    expect(reports.flatMap(({ preview }) => preview ?? [])).toEqual([
      `${stageId}-preview-1`,
      `${stageId}-preview-2`,
      artifact,
    ]);
    expect(await lookAt(`${stageId}-preview-1`)).toMatchObject({ format: 'png' });
    // 50 words at $5, 1,056 picture tokens at $30, a million each.
    expect(costUsd).toBeCloseTo(0.031_93, 9);
  });

  it('takes the quality of the operator, and tells what it costs about', async () => {
    const settings = { quality: 'high' };
    const high = desk.player('text-to-image', { settings }).prices?.['text-to-image']?.turnUsd ?? 0;
    expect(high).toBeGreaterThan(3 * (desk.player('text-to-image').prices?.['text-to-image']?.turnUsd ?? 0));
    await paint('a boat', { settings });
    expect(desk.bodies(generations)).toMatchObject([{ quality: 'high' }]);
  });

  it('takes a picture that came whole from a server that cannot stream', async () => {
    desk.fake.knobs.streams = false;
    desk.fake.knobs.models.add('flux.1-dev');
    const { output, costUsd } = await paint('a boat', { settings: { 'image-model': 'flux.1-dev' } });
    expect(desk.bodies(generations)).toMatchObject([{ response_format: 'b64_json' }]);
    expect(await lookAt(output.image.artifact)).toMatchObject(size);
    expect(costUsd).toBeUndefined();
  });

  it('makes pictures without drafts', async () => {
    desk.fake.knobs.drafts = 0;
    const { output, reports } = await paint();
    expect(reports.flatMap(({ preview }) => preview ?? [])).toEqual([output.image.artifact]);
  });

  it('tells a refusal of the safety filter plainly', async () => {
    await expect(paint('something forbidden')).rejects.toMatchObject({
      code: 'refused',
      retryable: false,
      userMessage: expect.stringMatching(/safety filter.*Change the words/u),
    });
  });

  it.each([
    { fault: { kind: 'event', code: 'moderation_blocked', message: 'no' }, code: 'refused' },
    { fault: { kind: 'event', code: 'server_error', message: 'no' }, code: 'provider-failed' },
    { fault: { kind: 'cut', when: 'amid' }, code: 'uncertain' },
    { fault: { kind: 'cut', when: 'after' }, code: 'uncertain' },
    { fault: { kind: 'cut', when: 'before' }, code: 'uncertain' },
    { fault: { kind: 'status', status: 500 }, code: 'uncertain' },
  ] as const)('$fault is $code, and it is sent once', async ({ fault, code }) => {
    desk.fake.knobs.faults.push({ path: generations, fault });
    await expect(paint()).rejects.toMatchObject({ code });
    expect(desk.bodies(generations)).toHaveLength(1);
  });

  it('ends amid the stream when it is aborted', async () => {
    const controller = new AbortController();
    const onReport = ({ preview }: { preview?: string }): void => {
      if (preview !== undefined) controller.abort();
    };
    const turn = paint('a boat', { signal: controller.signal, stageId: 'task-aborted', onReport });
    await expect(turn).rejects.toMatchObject({ code: 'cancelled' });
    expect(await desk.artifacts.find('task-aborted-image')).toBeUndefined();
  });

  it('is off for a server that makes none, and remembers it', async () => {
    desk.fake.knobs.missing.add(generations);
    const player = desk.player('text-to-image');
    const turn = (): Promise<unknown> =>
      desk.play(player, 'text-to-image', { ...size, shot: shotOf('a boat'), seed: 1 });
    await expect(turn()).rejects.toMatchObject({ code: 'unavailable', retryable: false });
    await expect(turn()).rejects.toMatchObject({ code: 'unavailable' });
    expect(desk.fake.seen).toHaveLength(1);
    expect(player.stopped?.()).toBe('the server makes no pictures');
  });
});

describe('pictures from a picture', () => {
  const change = (image: string, options: VendorOptions = {}): Promise<Turn<'image-to-image'>> => {
    const input = { ...size, image: { artifact: image }, shot: shotOf('make it winter'), seed: 7 };
    return desk.play(desk.player('image-to-image', options), 'image-to-image', input);
  };

  it('sends the picture and keeps the changed one at the size asked for', async () => {
    const { output, costUsd, stageId, reports } = await change(await sentPicture());
    const [request] = desk.fake.seen;
    expect(request).toMatchObject({
      path: '/images/edits',
      body: { model: 'gpt-image-2', prompt: 'make it winter', size: '1088x608', stream: 'true', partial_images: '2' },
    });
    const sent = await sharp(request?.files.get('image')).metadata();
    expect(sent).toMatchObject({ width: 320, height: 180, format: 'png' });
    expect(output.image.artifact).toBe(`${stageId}-image`);
    expect(await lookAt(output.image.artifact)).toEqual({ ...size, format: 'png' });
    expect(reports.flatMap(({ preview }) => preview ?? [])).toHaveLength(3);
    // 50 words at $5, 800 tokens of the picture at $8, 1,056 at $30.
    expect(costUsd).toBeCloseTo(0.038_33, 9);
  });

  it('asks nobody about a file that is no picture, or not there', async () => {
    const broken = await sentPicture(new TextEncoder().encode('no picture'));
    await expect(change(broken)).rejects.toMatchObject({ code: 'bad-media' });
    await expect(change('input-not-there')).rejects.toMatchObject({ code: 'not-found' });
    expect(desk.fake.seen).toEqual([]);
  });

  it('tells that the model could not read the picture', async () => {
    const body = { error: { message: 'Invalid image file', type: 'x', code: 'invalid_image_file', param: 'image' } };
    desk.fake.knobs.faults.push({ path: '/images/edits', fault: { kind: 'status', status: 400, body } });
    await expect(change(await sentPicture())).rejects.toMatchObject({ code: 'bad-media' });
  });
});
