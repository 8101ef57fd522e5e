import type { PrepareInput } from './turn.ts';

/** The prompt agent reads what the person wrote. */
export const promptInput: PrepareInput<'prompt'> = ({ plan }) => {
  const { kind, prompt, durationS } = plan.request;
  return { kind, prompt, durationS };
};
