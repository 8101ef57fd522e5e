import type { Artifact, ArtifactId, MediaType } from './artifact.ts';

/** Where the bytes of a new artifact come from: a finished file (it is copied, never moved) or bytes in memory. */
export type ArtifactSource = { readonly path: string } | { readonly bytes: Uint8Array };

/** An inclusive range of bytes, as HTTP counts them. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** How a link is made. */
export interface LinkOptions {
  readonly forMs: number;
  /** Under which name it is saved; without one it is shown. */
  readonly fileName?: string;
}

/** A local file that holds an artifact's bytes; dispose it when done (it may be a temporary copy). */
export interface LocalFile extends AsyncDisposable {
  readonly path: string;
}

/**
 * Keeps artifacts by id. Writing is once and whole: after a crash an id is either complete or absent, and a second
 * `put` of an id changes nothing and returns what is there. Throws `disk-full` when there is no room, `not-found` from
 * `read` and `open` for an id that is not kept.
 */
export interface ArtifactStore {
  put(id: ArtifactId, mediaType: MediaType, source: ArtifactSource, signal?: AbortSignal): Promise<Artifact>;
  find(id: ArtifactId): Promise<Artifact | undefined>;
  /** Streams the bytes, or a range of them. */
  read(id: ArtifactId, range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
  /** The artifact as a file on this machine, for programs that need a path. */
  open(id: ArtifactId, signal?: AbortSignal): Promise<LocalFile>;
  /** Forgets an artifact; one that is not kept is no error. */
  remove(id: ArtifactId): Promise<void>;
  /** Forgets all artifacts whose ids begin with a prefix, such as all of one task, except those that are named. */
  removeAll(prefix: string, except?: readonly ArtifactId[]): Promise<void>;
  /** An address by which a browser gets the bytes without us for a while; absent, or undefined, where there is none. */
  link?(id: ArtifactId, options: LinkOptions): Promise<string | undefined>;
  /** Bytes that can still be stored, or undefined where the store has no such bound. */
  freeBytes(): Promise<number | undefined>;
}
