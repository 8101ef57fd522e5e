import type { Agent, AgentInput, AgentOutput } from '../../../src/core/agents.ts';
import type { MediaTools } from '../../../src/core/media/media-tools.ts';
import type { StageContext } from '../../../src/core/provider.ts';
import { keepImage, keepVideo } from '../../remote/keep-output.ts';
import type { ReplicateAgent, ReplicateModel } from './model.ts';

/** Makes a fetched file an agent's output. `videoS` is how long the video is, 0 for a picture. */
export type Keep<A extends Agent> = (
  file: string,
  input: AgentInput<A>,
  context: StageContext,
) => Promise<{ readonly output: AgentOutput<A>; readonly videoS: number }>;

/** How each agent's output is kept. Colours are the model's own: nobody promises that they stay those of the image. */
export function keepersOf({ clip }: ReplicateModel, media: MediaTools): { readonly [A in ReplicateAgent]: Keep<A> } {
  const picture: Keep<'text-to-image'> & Keep<'image-to-image'> = async (file, { width, height }, context) => {
    const artifact = await keepImage(file, { width, height }, context, media);
    return { output: { image: { artifact } }, videoS: 0 };
  };
  return {
    'text-to-image': picture,
    'image-to-image': picture,
    async 'image-to-video'(file, input, context) {
      const durationS = clip?.durationS?.(input);
      const { video, facts } = await keepVideo(file, context, media, durationS === undefined ? {} : { durationS });
      const repeatsStart = clip?.repeatsStart ?? false;
      return { output: { video, facts, repeatsStart, steady: false }, videoS: facts.durationS };
    },
    async connect(file, { durationS }, context) {
      const { video, facts } = await keepVideo(file, context, media, { durationS });
      return { output: { video, facts, repeatsEnds: true }, videoS: facts.durationS };
    },
  };
}
