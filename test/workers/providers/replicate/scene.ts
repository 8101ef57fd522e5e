import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import sharp from 'sharp';
import type { Agent, AgentInput } from '../../../../src/core/agents.ts';
import type { ArtifactId } from '../../../../src/core/artifacts/artifact.ts';
import type { ArtifactStore } from '../../../../src/core/artifacts/artifact-store.ts';
import { openDiskArtifactStore } from '../../../../src/core/artifacts/disk-artifact-store.ts';
import { readConfig } from '../../../../src/core/config.ts';
import { createMediaTools } from '../../../../src/core/media/media-tools.ts';
import type { OperationRole, StageProgress, StartContext } from '../../../../src/core/provider.ts';
import type { ReplicateModel } from '../../../../workers/providers/replicate/model.ts';
import { createReplicate } from '../../../../workers/providers/replicate/replicate.ts';
import type { Vendor, VendorParts } from '../../../../workers/vendor.ts';
import { startFakeReplicate, type FakeReplicate } from '../../../fakes/replicate/fake-replicate.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { testModels } from './test-models.ts';

/** A fake Replicate, and the studio's vendor that speaks to it. */
export interface Scene extends AsyncDisposable {
  readonly fake: FakeReplicate;
  readonly parts: VendorParts;
  readonly vendor: Vendor;
  readonly artifacts: ArtifactStore;
  /** What was logged, as JSON lines. */
  readonly log: readonly string[];
  /** A model in a role. */
  role<A extends Agent>(model: string, agent: A): OperationRole<A>;
  /** What a turn is begun with; `reports` fills. */
  context(options?: Partial<StartContext>): Promise<StartContext & { readonly reports: StageProgress[] }>;
  /** Keeps a picture: even ones are small files, noisy ones large. */
  picture(id: string, kind: 'even' | 'noise'): Promise<ArtifactId>;
}

export interface SceneOptions {
  readonly models?: readonly ReplicateModel[];
  readonly knobs?: Parameters<typeof startFakeReplicate>[1];
  readonly environment?: Readonly<Record<string, string>>;
  readonly settings?: unknown;
}

/** Opens it; dispose it. */
export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const { models = testModels, knobs = {}, environment = {}, settings } = options;
  await using opened = new AsyncDisposableStack();
  const directory = opened.use(await temporaryDirectory());
  const fake = opened.use(await startFakeReplicate(models, knobs));
  const artifacts = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
  const log: string[] = [];
  const logger = pino(
    { level: 'debug' },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        log.push(chunk.toString());
        done();
      },
    }),
  );
  const media = opened.use(createMediaTools({ logger }));
  const parts: VendorParts = {
    config: readConfig({ REPLICATE_API_TOKEN: fake.token, REPLICATE_BASE_URL: fake.url, ...environment }),
    logger,
    media,
    settings: settings === undefined ? {} : { replicate: settings },
  };
  const vendor = createReplicate(parts, models);
  if (vendor === undefined) throw new Error('there is a token');
  opened.defer(() => vendor.close());
  const held = opened.move();
  let turns = 0;

  return {
    fake,
    parts,
    vendor,
    artifacts,
    log,
    role<A extends Agent>(model: string, agent: A): OperationRole<A> {
      const found = vendor.providers.find(({ name }) => name === `replicate/${model}`)?.agents[agent];
      if (found === undefined || typeof found === 'function' || found.kind !== 'operation') throw new Error(model);
      return found;
    },
    async context(given = {}) {
      turns += 1;
      const stageId = `task-scene-${turns}`;
      const reports: StageProgress[] = [];
      return {
        stageId,
        mark: `${stageId}-replicate-1`,
        markedAtMs: Date.now(),
        signal: new AbortController().signal,
        artifacts,
        scratchDir: await mkdtemp(path.join(directory.path, 'stage-')),
        logger,
        report: (progress) => void reports.push(progress),
        ...given,
        reports,
      };
    },
    async picture(id, kind) {
      const noise = { type: 'gaussian' as const, mean: 120, sigma: 40 };
      const create =
        kind === 'even'
          ? { width: 64, height: 64, channels: 3 as const, background: '#406080' }
          : { width: 640, height: 360, channels: 3 as const, background: '#000', noise };
      const bytes = new Uint8Array(await sharp({ create }).png().toBuffer());
      return (await artifacts.put(id, 'image/png', { bytes })).id;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** What the text-to-image agent is handed. */
export const pictureTurn: AgentInput<'text-to-image'> = {
  width: 128,
  height: 72,
  seed: 7,
  shot: { prompt: 'a paper boat', camera: 'none', pace: 'normal' },
};

/** What the image-to-image agent is handed. */
export function changeTurn(image: ArtifactId): AgentInput<'image-to-image'> {
  return { ...pictureTurn, image: { artifact: image } };
}

/** What the image-to-video agent is handed. */
export function motionTurn(image: ArtifactId, durationS = 1): AgentInput<'image-to-video'> {
  const part = { startS: 0, totalS: durationS };
  return { ...pictureTurn, image: { artifact: image }, continues: false, part, durationS, fps: 24 };
}
