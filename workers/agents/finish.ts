import { sizeOf } from '../../src/core/size.ts';
import { demandOutput, stageRecords } from '../../src/core/stage-result.ts';
import { shorten } from '../../src/core/text.ts';
import { framesPerSecond, type PrepareInput } from './turn.ts';

/** The finish makes the file that people get, and writes into it where it comes from. */
export const finishInput: PrepareInput<'finish'> = ({ plan, results }) => {
  const { ratio, durationS, kind, prompt, seed } = plan.request;
  const { video } = demandOutput('image-to-video', plan, results);
  const providers = [...new Set(stageRecords(plan, results).map((stage) => stage.provider))];
  const provenance = { studio: 'Mora Studio', kind, prompt: shorten(prompt, 1_000), seed, providers };
  return {
    ...sizeOf(ratio),
    fps: framesPerSecond,
    durationS,
    taskId: plan.taskId,
    clips: [video],
    provenance: JSON.stringify(provenance),
  };
};
