import type { Submission } from '../../src/core/studio/studio.ts';

/** A request for five seconds from words, by somebody new of the playground: nobody may have many under way. */
export function submission(sourceId: string, prompt = 'a paper boat on a rainy street'): Submission {
  return {
    sourceId,
    person: { platform: 'playground', id: sourceId, name: 'Bench', moderator: false },
    thread: { platform: 'playground', space: 'local', channel: 'bench', thread: sourceId },
    draft: { kind: 't2v', prompt, durationS: 5, ratio: '16:9', seed: 1 },
  };
}
