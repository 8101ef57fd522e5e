import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { AgentInput } from '../../../../src/core/agents.ts';
import type { ArtifactId } from '../../../../src/core/artifacts/artifact.ts';
import type { ArtifactStore } from '../../../../src/core/artifacts/artifact-store.ts';
import { openDiskArtifactStore } from '../../../../src/core/artifacts/disk-artifact-store.ts';
import { readConfig } from '../../../../src/core/config.ts';
import { silentLogger, type Logger } from '../../../../src/core/log.ts';
import type { MediaTools } from '../../../../src/core/media/media-tools.ts';
import type {
  JsonValue,
  OperationRole,
  Provider,
  StageProgress,
  Standing,
  StartContext,
} from '../../../../src/core/provider.ts';
import { createComfyui, type ComfyuiTiming } from '../../../../workers/providers/comfyui/comfyui.ts';
import type { WorkflowAgent } from '../../../../workers/providers/comfyui/workflow.ts';
import type { Vendor } from '../../../../workers/vendor.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

/** A turn's context with what was reported in it. */
export interface Turn extends StartContext {
  readonly reports: StageProgress[];
}

/** A worker with ComfyUI, and what a test does with it. */
export interface ComfyDesk extends AsyncDisposable {
  readonly vendor: Vendor;
  readonly artifacts: ArtifactStore;
  readonly home: string;
  provider(name: string): Provider;
  role<A extends WorkflowAgent>(name: string, agent: A): OperationRole<A>;
  /** A new turn with a mark of its own. */
  turn(signal?: AbortSignal): Promise<Turn>;
  /** A picture of one colour, kept. */
  picture(colour?: string): Promise<ArtifactId>;
  /** The vendor as another process has it, over the same artifacts. */
  another(): Vendor;
}

export interface ComfyDeskOptions {
  readonly urls: readonly string[];
  readonly media: MediaTools;
  readonly timing?: Partial<ComfyuiTiming>;
  readonly settings?: object;
  readonly logger?: Logger;
  /** Called with the folder of the arrangement file before the vendor is made. */
  readonly prepare?: (home: string) => Promise<void>;
}

let count = 0;

export async function openComfyDesk(options: ComfyDeskOptions): Promise<ComfyDesk> {
  const { urls, media, timing = {}, settings = {}, logger = silentLogger(), prepare } = options;
  const directory = await temporaryDirectory();
  const home = directory.path;
  await prepare?.(home);
  const artifacts = await openDiskArtifactStore(path.join(home, 'artifacts'));
  const config = readConfig({ COMFYUI_URL: urls.join(', '), MORA_CONFIG: path.join(home, 'mora.config.yaml') });
  const create = (): Vendor =>
    createComfyui(
      { config, logger, media, settings: { comfyui: settings } },
      { socketReopenMs: 10, lookMs: 3_600_000, ...timing },
    );
  const vendors = [create()];
  const vendor = vendors[0];
  if (vendor === undefined) throw new Error('no vendor');
  const provider = (name: string): Provider => {
    const found = vendor.providers.find((one) => one.name === `comfyui/${name}`);
    if (found === undefined) throw new Error(`no provider ${name}`);
    return found;
  };
  return {
    vendor,
    artifacts,
    home,
    provider,
    role: (name, agent) => roleOf(provider(name), agent),
    async turn(signal = new AbortController().signal) {
      count += 1;
      const stageId = `task-comfy-${count}`;
      const reports: StageProgress[] = [];
      return {
        stageId,
        mark: `${stageId}-comfyui-1`,
        markedAtMs: Date.now(),
        signal,
        artifacts,
        scratchDir: await mkdtemp(path.join(home, 'stage-')),
        logger,
        report: (progress) => reports.push(progress),
        reports,
      };
    },
    async picture(colour = 'teal') {
      count += 1;
      const bytes = await sharp({ create: { width: 96, height: 54, channels: 3, background: colour } })
        .png()
        .toBuffer();
      return (await artifacts.put(`input-comfy-${count}`, 'image/png', { bytes })).id;
    },
    another() {
      const other = create();
      vendors.push(other);
      return other;
    },
    async [Symbol.asyncDispose]() {
      for (const each of vendors) await each.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** The role of a provider, which ComfyUI always plays by operations. */
export function roleOf<A extends WorkflowAgent>(provider: Provider, agent: A): OperationRole<A> {
  const role = provider.agents[agent];
  if (role === undefined || typeof role === 'function' || role.kind !== 'operation') {
    throw new Error(`${provider.name} does not play ${agent}`);
  }
  return role;
}

/** The provider that makes pictures, as another process has it. */
export function elsewhere(desk: ComfyDesk): Provider {
  const found = desk.another().providers.find(({ name }) => name === 'comfyui/sdxl');
  if (found === undefined) throw new Error('no provider');
  return found;
}

/** Asks until a run is not running any more, and returns every answer. */
export async function follow<A extends WorkflowAgent>(
  role: OperationRole<A>,
  operation: JsonValue,
  turn: Turn,
): Promise<readonly Standing[]> {
  const answers: Standing[] = [];
  for (;;) {
    const standing = await role.poll(operation, turn);
    answers.push(standing);
    if (standing.state !== 'running') return answers;
    // What a driver does between two looks.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What a run came to. */
export async function resultOf<A extends WorkflowAgent>(
  role: OperationRole<A>,
  operation: JsonValue,
  turn: Turn,
): Promise<JsonValue> {
  const last = (await follow(role, operation, turn)).at(-1);
  if (last?.state !== 'made') throw last?.state === 'failed' ? last.error : new Error('it goes on');
  return last.result;
}

const size = { width: 128, height: 72 };
const shot = { prompt: 'a paper boat', camera: 'none', pace: 'normal' } as const;

/** Inputs that each role takes. */
export const inputs = {
  picture: { ...size, shot, seed: 7 } satisfies AgentInput<'text-to-image'>,
  edit: (artifact: ArtifactId): AgentInput<'image-to-image'> => ({ ...size, shot, seed: 7, image: { artifact } }),
  clip: (artifact: ArtifactId, durationS = 4): AgentInput<'image-to-video'> => ({
    ...size,
    shot,
    seed: 7,
    image: { artifact },
    continues: false,
    part: { startS: 0, totalS: durationS },
    durationS,
    fps: 24,
  }),
  connect: (start: ArtifactId, end: ArtifactId): AgentInput<'connect'> => ({
    ...size,
    first: start,
    second: end,
    start: { artifact: start },
    end: { artifact: end },
    prompt: '',
    seed: 7,
    durationS: 2,
    fps: 24,
  }),
};
