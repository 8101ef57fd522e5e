import { MoraError } from '../../../src/core/errors.ts';
import { outputFileSchema, type EndedRun, type OutputFile } from './answers.ts';

const endings = {
  image: /\.(?:png|jpe?g|webp)$/iu,
  video: /\.(?:mp4|m4v|mov|mkv|webm)$/iu,
};

/**
 * The file that a run made: of the node that was named, else of any; one that is kept rather than a preview. Throws a
 * `provider-failed` that says what the workflow has to save.
 */
export function chooseOutput({ outputs }: EndedRun, node: string, makes: 'image' | 'video'): OutputFile {
  const named = filesOf(outputs[node] ?? {});
  const files = named.length > 0 ? named : Object.values(outputs).flatMap(filesOf);
  const fitting = files.filter(({ filename }) => endings[makes].test(filename));
  const chosen = fitting.find(({ type }) => type === 'output') ?? fitting[0];
  if (chosen !== undefined) return chosen;
  const wanted = makes === 'video' ? 'video: it has to save an MP4' : 'picture: it has to save a PNG';
  throw new MoraError('provider-failed', `The workflow made no ${wanted}. Please tell the operator of the studio.`, {
    retryable: false,
    detail: `ComfyUI: it wrote ${files.map(({ filename }) => filename).join(', ') || 'no file'}`.slice(0, 500),
  });
}

/** Nodes tell their files under names of their own (images, gifs, videos, …): whatever lists files counts. */
function filesOf(told: Readonly<Record<string, unknown>>): readonly OutputFile[] {
  return Object.values(told).flatMap((list) =>
    Array.isArray(list) ? list.flatMap((entry: unknown) => outputFileSchema.safeParse(entry).data ?? []) : [],
  );
}
