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
] as const;
export type ConditionName = (typeof conditionNames)[number];

/** What is known when a plan is made. */
interface Known {
  readonly request: TaskRequest;
  readonly motion: MotionSkills;
}

const hasPicture = ({ request }: Known): boolean => 'image' in request && request.image !== undefined;

/** Whether each holds. */
export const conditions: Readonly<Record<ConditionName, (known: Known) => boolean>> = {
  'asks-for-change': ({ request }) => asksForChange(request.prompt),
  picture: hasPicture,
  'no-picture': (known) => !hasPicture(known),
  'video-to-video': ({ motion }) => motion.videoToVideo,
  'no-video-to-video': ({ motion }) => !motion.videoToVideo,
};
