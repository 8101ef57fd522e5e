import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandsFor } from '../commands/index.ts';
import { agents } from '../core/agents.ts';
import type { Config } from '../core/config.ts';
import { MoraError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import { createMediaTools, type MediaTools } from '../core/media/media-tools.ts';
import { drawMermaid } from '../core/pipeline/draw-mermaid.ts';
import { drawTree } from '../core/pipeline/draw-tree.ts';
import type { TaskPlan } from '../core/pipeline/plan.ts';
import type { KeptInputs } from '../core/studio/draft.ts';
import type { VideoInput } from '../core/video-input.ts';
import { presenceOf } from '../../workers/presence.ts';
import { createProviders } from '../../workers/providers/create-providers.ts';
import { checkReadable } from './check-readable.ts';
import { parsePipelineArguments } from './pipeline-arguments.ts';
import { createPlanningStudio } from './planning-studio.ts';
import type { VideoArguments } from './render-arguments.ts';
import { setUp } from './set-up.ts';

/** What is planned for where no file is given. */
const standIn = { width: 1024, height: 576, fps: 24, frames: 120, durationS: 5, codec: 'h264' };

/** `mora pipeline`: prints what would be done for a request, as a tree and as Mermaid. Nothing is made. Throws `MoraError`. */
export async function pipeline(
  args: readonly string[],
  config: Config,
  logger: Logger,
  stop: AbortSignal,
  print: (line: string) => void,
): Promise<void> {
  const { arrangement, providerSettings } = await setUp(config);
  const { pipelines } = arrangement;
  const given = parsePipelineArguments(args, commandsFor(pipelines));
  await using opened = new AsyncDisposableStack();
  const media = opened.use(createMediaTools({ logger }));
  const staff = await createProviders({ config, logger, media, settings: providerSettings });
  opened.defer(() => staff.closeVendors());
  const { providers } = staff;
  for (const provider of providers) opened.defer(() => provider.close());
  const workers = [presenceOf('here', providers, agents)];
  const inputs = await lookAt(given, media, stop);
  let plan: TaskPlan | undefined;
  const studio = createPlanningStudio({
    workers,
    casting: arrangement,
    pipelines,
    inputs,
    onPlan: (made) => (plan = made),
  });
  await given.command.run(given.options, {
    studio,
    person: { platform: 'terminal', id: 'you', name: 'you', moderator: true },
    thread: { platform: 'terminal', space: 'local', channel: 'terminal' },
    sourceId: 'plan',
    images: inputs.image === undefined ? [] : [inputs.image],
    videos: inputs.videos.map((kept) => ({ kept })),
    signal: stop,
  });
  if (plan === undefined) throw new MoraError('internal', 'This command made no plan.');
  const mermaid = ['', '```mermaid', ...drawMermaid(plan), '```'];
  // All at once: who reads only the first lines, as `head` does, closes the pipe after them.
  print([...standInLines(given, inputs), ...plan.notes, ...drawTree(plan), ...mermaid].join('\n'));
}

/** What the request starts from: the files that were given, else stand-ins for those that it needs. */
async function lookAt(
  { command, imagePath, videoPaths }: VideoArguments,
  media: MediaTools,
  signal: AbortSignal,
): Promise<KeptInputs> {
  const videos: VideoInput[] = [];
  for (const file of videoPaths) {
    await checkReadable(file, '--video');
    const facts = await media.probeVideo(file, { signal });
    videos.push({ artifact: `video-${videos.length + 1}`, facts, sound: false });
  }
  while (videos.length < command.videos) {
    videos.push({ artifact: `video-${videos.length + 1}`, facts: standIn, sound: false });
  }
  if (imagePath !== undefined) return { image: await lookAtImage(imagePath, media, signal), videos };
  return { image: command.picture === 'required' ? { artifact: 'picture', size: standIn } : undefined, videos };
}

async function lookAtImage(file: string, media: MediaTools, signal: AbortSignal): Promise<KeptInputs['image']> {
  await checkReadable(file, '--image');
  const directory = await mkdtemp(path.join(tmpdir(), 'mora-pipeline-'));
  try {
    const size = await media.takeImage(file, path.join(directory, 'picture.png'), { signal });
    return { artifact: 'picture', size };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Says what was assumed. */
function standInLines({ videoPaths, imagePath }: VideoArguments, { image, videos }: KeptInputs): string[] {
  const { width, height, durationS } = standIn;
  const missing = videos.length - videoPaths.length;
  const pictures = imagePath === undefined && image !== undefined ? [`a picture of ${width}×${height}`] : [];
  const clips =
    missing > 0 ? [`${missing === 1 ? 'a video' : `${missing} videos`} of ${durationS} s, ${width}×${height}`] : [];
  return [...pictures, ...clips].map((what) => `Planned for ${what}: no file was given.`);
}
