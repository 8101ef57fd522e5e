import type { ReplicateInput } from './model.ts';

/** What a comparison needs to know of the files that would be uploaded. */
export interface UploadedFiles {
  /** SHA-256 by what stands in the file's place in our input. */
  readonly uploads: ReadonlyMap<string, string>;
  /** SHA-256 of a file at an address of theirs; undefined where it cannot be told. */
  readonly digestOf: (fileUrl: string) => Promise<string | undefined>;
}

/**
 * Whether a prediction was made with this input. Files are held against each other as far as Replicate shows them: it
 * keeps no data URIs, and an upload is a new address each time.
 */
export async function isSameInput(
  ours: ReplicateInput,
  theirs: Readonly<Record<string, unknown>>,
  files: UploadedFiles,
): Promise<boolean> {
  for (const [field, value] of Object.entries(ours)) {
    if (!(await isSame(value, theirs[field], files))) return false;
  }
  return true;
}

async function isSame(ours: unknown, theirs: unknown, files: UploadedFiles): Promise<boolean> {
  if (Array.isArray(ours)) {
    if (!Array.isArray(theirs) || theirs.length !== ours.length) return false;
    for (const [at, one] of ours.entries()) if (!(await isSame(one, theirs[at], files))) return false;
    return true;
  }
  if (typeof ours !== 'string') return ours === (theirs ?? null) || ours === theirs;
  if (ours.startsWith('data:')) return typeof theirs !== 'string' || !theirs.startsWith('data:') || theirs === ours;
  const sha256 = files.uploads.get(ours);
  if (sha256 === undefined) return ours === theirs;
  const digest = typeof theirs === 'string' ? await files.digestOf(theirs) : undefined;
  return digest === undefined || digest === sha256;
}
