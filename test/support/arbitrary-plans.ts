import fc from 'fast-check';
import { checkPipeline } from '../../src/core/arrangement/check-pipeline.ts';
import { conditionNames } from '../../src/core/pipeline/conditions.ts';
import type { Crew } from '../../src/core/pipeline/crew.ts';
import type { Pipeline, PipelineStage } from '../../src/core/pipeline/pipelines.ts';
import { ratios } from '../../src/core/size.ts';
import { smoothRates, taskKinds, taskRequestSchema, type TaskKind, type TaskRequest } from '../../src/core/task.ts';
import { crewOfOne } from './test-crew.ts';

const prompt = fc.oneof(
  fc.constantFrom('a boat', 'in winter', 'make the waves move', '1920s vintage'),
  fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
);
const fps = fc.constantFrom(6, 12, 23.976, 24, 25, 30, 60);
const video = fc.record({ fps, frames: fc.integer({ min: 1, max: 900 }) }).map((facts) => ({
  artifact: 'task-a-input',
  sound: false,
  facts: { width: 640, height: 360, codec: 'h264', durationS: facts.frames / facts.fps, ...facts },
}));

/** Any request that the studio takes, of the kinds given. */
export function anyRequest(kinds: readonly TaskKind[] = taskKinds): fc.Arbitrary<TaskRequest> {
  return fc
    .record(
      {
        kind: fc.constantFrom(...kinds),
        prompt,
        durationS: fc.double({ min: 1, max: 60, noNaN: true }),
        ratio: fc.constantFrom(...ratios),
        seed: fc.integer({ min: 0, max: 4_294_967_295 }),
        image: fc.constantFrom('task-a-picture', undefined),
        video,
        videos: fc.array(video, { minLength: 2, maxLength: 8 }),
        direction: fc.constantFrom('forward', 'backward'),
        transitionS: fc.double({ min: 0.3, max: 5, noNaN: true }),
        smooth: fc.constantFrom(...smoothRates),
        loop: fc.boolean(),
      },
      { requiredKeys: ['kind', 'prompt', 'durationS', 'ratio', 'seed', 'video', 'videos', 'direction', 'transitionS'] },
    )
    .map((draft) => taskRequestSchema.safeParse(draft))
    .filter((parsed) => parsed.success)
    .map((parsed) => parsed.data);
}

/** Any crew: one who plays everything, with the skills that there can be. */
export function anyCrew(): fc.Arbitrary<Crew> {
  const maxClipS = fc.double({ min: 0.5, max: 12, noNaN: true });
  const skills = fc.record(
    {
      maxClipS,
      videoToVideo: fc.boolean(),
      takesText: fc.boolean(),
      textToVideo: fc.boolean(),
      fps: fc.constantFrom(6.25, 16, 24),
      chainS: fc.double({ min: 0.5, max: 12, noNaN: true }),
    },
    { requiredKeys: ['videoToVideo'] },
  );
  return fc.tuple(skills, fc.boolean()).map(([{ chainS, ...motion }, oneStep]) => {
    // No clip of a chain adds more than it is long.
    const longest = motion.maxClipS ?? 12;
    return crewOfOne(
      'quick',
      { ...motion, ...(chainS === undefined ? {} : { chainS: Math.min(chainS, longest) }) },
      oneStep,
    );
  });
}

/** Pipelines in all the shapes that an operator may write and get past the checks, and that some kind has use for. */
export function anyPipeline(): fc.Arbitrary<Pipeline> {
  const stage = (agent: PipelineStage['agent'], odds: number): fc.Arbitrary<PipelineStage[]> => {
    const one = fc.record(
      { agent: fc.constant(agent), when: fc.constantFrom(...conditionNames), say: fc.constant('in felt') },
      { requiredKeys: ['agent'] },
    );
    return fc.array(one, { maxLength: odds });
  };
  const plain = (agent: PipelineStage['agent']): fc.Arbitrary<PipelineStage[]> => fc.constant([{ agent }]);
  const moving = [plain('prompt'), stage('text-to-image', 2), stage('image-to-image', 3), plain('image-to-video')];
  const joining = [stage('connect', 1)];
  return fc
    .constantFrom(...taskKinds)
    .chain((takes) =>
      fc
        .tuple(...(takes === 'connect' ? joining : moving), plain('finish'))
        .map((parts): Pipeline => ({ takes, stages: parts.flat() })),
    )
    .filter((pipeline) => {
      let right = true;
      checkPipeline(pipeline, [], () => (right = false));
      return right;
    });
}
