import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { z } from 'zod';
import { openDiskArtifactStore } from '../../src/core/artifacts/disk-artifact-store.ts';
import type { ArtifactStore } from '../../src/core/artifacts/artifact-store.ts';
import { readConfig } from '../../src/core/config.ts';
import { silentLogger } from '../../src/core/log.ts';
import { createMediaTools } from '../../src/core/media/media-tools.ts';
import type { StageContext } from '../../src/core/provider.ts';
import { temporaryDirectory } from '../../test/support/temporary-directory.ts';
import { createReplicate } from '../../workers/providers/replicate/replicate.ts';
import { playRole } from '../../workers/remote/play-role.ts';
import { defaultRemoteTiming } from '../../workers/remote/turn.ts';
import type { Vendor } from '../../workers/vendor.ts';
import { percentile, timeMs, type Bench } from '../support/bench.ts';

const rounds = 3;
/** Milliseconds that the model takes: what a quick model needs for a clip of five seconds. */
const makeMs = 30_000;
const token = 'r8_fake';
const run = promisify(execFile);
const megabyte = 1024 * 1024;

/** What our worker adds to a provider's own time. */
export const provider: Bench = {
  name: 'provider',
  about: `a clip of about 30 MB that a model makes in ${makeMs / 1000} s: asked for, fetched, looked through, retimed and kept by the worker, against a script that asks each second and writes it to disk; of ${rounds}`,
  async run() {
    await using opened = new AsyncDisposableStack();
    const directory = opened.use(await temporaryDirectory());
    const clip = path.join(directory.path, 'large.mp4');
    await run(process.execPath, ['--disable-warning=ExperimentalWarning', scriptAt('make-large-clip.ts'), clip]);
    const server = opened.use(await startServer());
    const control = (command: unknown): Promise<Response> =>
      fetch(new URL('/_control', server.url), { method: 'POST', body: JSON.stringify(command) });

    const logger = silentLogger();
    const media = opened.use(createMediaTools({ logger }));
    const config = readConfig({ REPLICATE_API_TOKEN: token, REPLICATE_BASE_URL: server.url });
    const vendor = createReplicate({ config, logger, media, settings: {} });
    if (vendor === undefined) throw new Error('no vendor');
    opened.defer(() => vendor.close());
    const artifacts = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
    await keepPicture(artifacts);

    const [ours, bare, growths]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round += 1) {
      await control({ do: 'next', script: { makeMs, outputFile: clip } });
      using memory = watchMemory();
      ours.push(await timeMs(() => byWorker(vendor, artifacts, directory.path, `task-bench-${round}`)));
      growths.push(memory.growthBytes());
      await control({ do: 'next', script: { makeMs, outputFile: clip } });
      bare.push(await timeMs(() => byScript(server.url, path.join(directory.path, `bare-${round}.mp4`))));
    }
    const [ourMs, bareMs] = [percentile(ours, 0.5), percentile(bare, 0.5)];
    return {
      measures: [
        { name: 'worker against script', value: ourMs / bareMs, unit: '×', aim: 1.1 },
        { name: 'worker, median', value: ourMs / 1000, unit: 's' },
        { name: 'script, median', value: bareMs / 1000, unit: 's' },
        { name: 'size of the clip', value: (await stat(clip)).size / megabyte, unit: 'MB' },
        // The first round warms up what stays: code, connections, the media child.
        { name: 'memory growth, later rounds', value: Math.max(...growths.slice(1)) / megabyte, unit: 'MB', aim: 32 },
        { name: 'memory growth, first round', value: (growths[0] ?? 0) / megabyte, unit: 'MB' },
      ],
    };
  },
};

/** One turn of the image-to-video agent, as a worker plays it. */
async function byWorker(vendor: Vendor, artifacts: ArtifactStore, directory: string, stageId: string): Promise<void> {
  const role = vendor.providers.find(({ name }) => name === 'replicate/wan-2.2-i2v-fast')?.agents['image-to-video'];
  if (role === undefined) throw new Error('no such model');
  const context: StageContext = {
    stageId,
    signal: new AbortController().signal,
    artifacts,
    scratchDir: await mkdtemp(path.join(directory, 'stage-')),
    logger: silentLogger(),
    report: () => undefined,
  };
  const input = {
    width: 1024,
    height: 576,
    image: { artifact: pictureId },
    continues: false,
    part: { startS: 0, totalS: 5 },
    shot: { prompt: 'a paper boat', camera: 'none', pace: 'normal' } as const,
    seed: 7,
    durationS: 5,
    fps: 24,
  };
  await playRole('image-to-video', role, {
    provider: 'replicate/wan-2.2-i2v-fast',
    input,
    context,
    unwanted: new AbortController().signal,
    onPoke: () => ({ [Symbol.dispose]: () => undefined }),
    timing: defaultRemoteTiming,
  });
}

const toldSchema = z.object({
  id: z.string(),
  status: z.string(),
  output: z.union([z.string(), z.array(z.string())]).nullish(),
});

/** The same by what anybody would write: order, ask each second, stream to disk. */
async function byScript(baseUrl: string, out: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const input = { prompt: 'a paper boat', image: 'data:image/png;base64,AA==', num_frames: 81, frames_per_second: 16 };
  const body = JSON.stringify({ input: { ...input, resolution: '480p', seed: 7 } });
  const url = `${baseUrl}/models/wan-video/wan-2.2-i2v-fast/predictions`;
  let told = toldSchema.parse(await (await fetch(url, { method: 'POST', headers, body })).json());
  while (told.status === 'starting' || told.status === 'processing') {
    await delay(1_000);
    told = toldSchema.parse(await (await fetch(`${baseUrl}/predictions/${told.id}`, { headers })).json());
  }
  const output = Array.isArray(told.output) ? told.output[0] : told.output;
  const file = await fetch(output ?? '');
  if (file.body === null) throw new Error('no output');
  await pipeline(Readable.fromWeb(file.body), createWriteStream(out));
}

const pictureId = 'input-picture';

async function keepPicture(artifacts: ArtifactStore): Promise<void> {
  const bytes = await sharp({ create: { width: 1024, height: 576, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
  await artifacts.put(pictureId, 'image/png', { bytes });
}

/** How much more memory this process takes at its highest than at first. */
function watchMemory(): Disposable & { growthBytes(): number } {
  const before = process.memoryUsage().rss;
  let highest = before;
  const look = (): void => void (highest = Math.max(highest, process.memoryUsage().rss));
  const timer = setInterval(look, 50);
  return {
    growthBytes: () => highest - before,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

/** The server that plays Replicate, in a process of its own: its memory is not ours. */
async function startServer(): Promise<AsyncDisposable & { readonly url: string }> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', scriptAt('../../test/fakes/replicate/serve.ts')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (child.stdout === null) throw new Error('the server has no standard output');
  const [url]: unknown[] = await once(createInterface({ input: child.stdout }), 'line');
  return {
    url: String(url),
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function scriptAt(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
