import type { MotionSkills } from '../provider.ts';
import type { TaskRequest } from '../task.ts';
import { asksForChange } from './asks-for-change.ts';

/** What a stage of a pipeline can depend on. */
export const conditionNames = [
  'asks-for-change',
  'picture',
  'no-picture',
  'video-to-video',
  'no-video-to-video',
  'text-to-video',
  'no-text-to-video',
] as const;
export type ConditionName = (typeof conditionNames)[number];

/** What is known when a plan is made. */
interface Known {
  readonly request: TaskRequest;
  readonly motion: MotionSkills;
  /** Whether a video is made from words in one step where that is possible. */
  readonly oneStep: boolean;
}

const hasPicture = ({ request }: Known): boolean => 'image' in request && request.image !== undefined;

/** Whether a video is made from words without a first frame: because that was wanted, or there is no other way. */
function goesInOneStep({ motion, oneStep }: Known): boolean {
  return motion.textToVideo === true && (oneStep || motion.takesImage === false);
}

/** Whether each holds. */
export const conditions: Readonly<Record<ConditionName, (known: Known) => boolean>> = {
  // Where words cannot guide the motion, the picture has to follow them.
  'asks-for-change': ({ request, motion }) =>
    asksForChange(request.prompt) || (motion.takesText === false && request.prompt !== ''),
  picture: hasPicture,
  'no-picture': (known) => !hasPicture(known),
  'video-to-video': ({ motion }) => motion.videoToVideo,
  'no-video-to-video': ({ motion }) => !motion.videoToVideo,
  'text-to-video': goesInOneStep,
  'no-text-to-video': (known) => !goesInOneStep(known),
};
