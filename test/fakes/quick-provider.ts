import type { Agent } from '../../src/core/agents.ts';
import type { LocalProvider, MotionSkills, StageContext } from '../../src/core/provider.ts';

/** What a test may do before an agent's turn goes on: wait, fail, count. */
export type BeforeTurn = (agent: Agent, context: StageContext) => Promise<void> | void;

const facts = { width: 1024, height: 576, fps: 24, frames: 120, durationS: 5, codec: 'h264' };

/**
 * Plays every agent at once with results that meet the contracts and cost nothing: for what is about the queue, the
 * studio or the chats, where pictures would only take time. The bytes of its artifacts are no media.
 */
export function createQuickProvider(
  before: BeforeTurn = () => undefined,
  motion: MotionSkills = { videoToVideo: false },
): LocalProvider {
  const keep = async (context: StageContext, name: string, type: 'image/png' | 'video/mp4'): Promise<string> => {
    const bytes = new TextEncoder().encode(`${context.stageId} ${name}`);
    return (await context.artifacts.put(`${context.stageId}-${name}`, type, { bytes })).id;
  };
  return {
    name: 'quick',
    label: 'a test',
    version: '1',
    motion,
    agents: {
      async prompt(input, context) {
        await before('prompt', context);
        return { shot: { prompt: `${input.prompt}, enhanced`, camera: 'none', pace: 'normal' } };
      },
      async 'text-to-image'(_input, context) {
        await before('text-to-image', context);
        const artifact = await keep(context, 'image', 'image/png');
        context.report({ phase: 'painting', percent: 100, preview: artifact });
        return { image: { artifact } };
      },
      async 'image-to-image'(_input, context) {
        await before('image-to-image', context);
        return { image: { artifact: await keep(context, 'image', 'image/png') } };
      },
      async 'image-to-video'(_input, context) {
        await before('image-to-video', context);
        const video = await keep(context, 'video', 'video/mp4');
        return { video, facts, repeatsStart: true, steady: true, memo: { after: context.stageId } };
      },
      async connect(_input, context) {
        await before('connect', context);
        return { video: await keep(context, 'video', 'video/mp4'), facts, repeatsEnds: false };
      },
      async finish(_input, context) {
        await before('finish', context);
        const poster = await keep(context, 'poster', 'image/png');
        const video = await keep(context, 'video', 'video/mp4');
        return { video, poster, facts, sound: false, sizeBytes: 1, sha256: '0'.repeat(64) };
      },
    },
    close: () => Promise.resolve(),
  };
}
