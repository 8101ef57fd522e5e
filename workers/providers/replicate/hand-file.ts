import { openAsBlob } from 'node:fs';
import type { Artifact, ArtifactId } from '../../../src/core/artifacts/artifact.ts';
import type { ArtifactStore } from '../../../src/core/artifacts/artifact-store.ts';
import { MoraError } from '../../../src/core/errors.ts';
import type { ReplicateClient } from './client.ts';
import type { HandFile } from './model.ts';

/** Larger files are handed over; Replicate asks for it, and a data URI is a third longer than its file. */
const inlineBytes = 256 * 1024;

/** What hands files over. */
export interface FileParts {
  readonly client: Pick<ReplicateClient, 'upload'>;
  readonly artifacts: ArtifactStore;
  readonly signal: AbortSignal;
}

/** Hands each file of a turn over once: a small picture within the input, anything else by an upload. */
export function createFileHander({ client, artifacts, signal }: FileParts): HandFile {
  return once(async (id) => {
    const artifact = await existing(artifacts, id);
    if (isInline(artifact)) return dataUri(artifacts, artifact);
    await using file = await artifacts.open(id, signal);
    const { mediaType } = artifact;
    // Named by its kind: models tell by the ending of the address what they are given.
    const name = `input.${mediaType.slice(mediaType.indexOf('/') + 1)}`;
    return await client.upload(new File([await openAsBlob(file.path)], name, { type: mediaType }), signal);
  });
}

/** What files would be written as, with nothing handed over; `uploads` has the digests of those that would be uploaded. */
export interface FileRehearsal {
  readonly file: HandFile;
  /** SHA-256 of the file by what stands in its place. */
  readonly uploads: ReadonlyMap<string, string>;
}

export function rehearseFiles(artifacts: ArtifactStore): FileRehearsal {
  const uploads = new Map<string, string>();
  const file = once(async (id) => {
    const artifact = await existing(artifacts, id);
    if (isInline(artifact)) return dataUri(artifacts, artifact);
    const place = `https://uploads.invalid/${id}`;
    uploads.set(place, artifact.sha256);
    return place;
  });
  return { file, uploads };
}

function once(hand: HandFile): HandFile {
  const handed = new Map<ArtifactId, Promise<string>>();
  return (id) => {
    const earlier = handed.get(id);
    if (earlier !== undefined) return earlier;
    const fresh = hand(id);
    handed.set(id, fresh);
    return fresh;
  };
}

async function existing(artifacts: ArtifactStore, id: ArtifactId): Promise<Artifact> {
  const artifact = await artifacts.find(id);
  if (artifact !== undefined) return artifact;
  throw new MoraError('not-found', 'A picture or video that this step needs is not kept any more.', { detail: id });
}

function isInline({ mediaType, sizeBytes }: Artifact): boolean {
  return mediaType.startsWith('image/') && sizeBytes <= inlineBytes;
}

async function dataUri(artifacts: ArtifactStore, { id, mediaType }: Artifact): Promise<string> {
  const bytes = await new Response(await artifacts.read(id)).arrayBuffer();
  return `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
}
