import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, readFile, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MoraError, systemCode } from '../errors.ts';
import { artifactSchema, type Artifact, type ArtifactId, type MediaType } from './artifact.ts';
import type { ArtifactSource, ArtifactStore, ByteRange, LocalFile } from './artifact-store.ts';

/**
 * Artifacts as files of one directory: `<id>` holds the bytes, `<id>.json` the facts. The bytes appear whole (a hard
 * link, which only the first writer gets) and the facts last, so an id without them counts as absent.
 */
export async function openDiskArtifactStore(directory: string): Promise<ArtifactStore> {
  await mkdir(directory, { recursive: true });
  await removeAbandoned(directory);
  const bytesPath = (id: ArtifactId): string => path.join(directory, id);
  const factsPath = (id: ArtifactId): string => path.join(directory, `${id}.json`);

  async function find(id: ArtifactId): Promise<Artifact | undefined> {
    try {
      return artifactSchema.parse(JSON.parse(await readFile(factsPath(id), 'utf8')));
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  async function demand(id: ArtifactId): Promise<Artifact> {
    const artifact = await find(id);
    if (artifact !== undefined) return artifact;
    throw new MoraError('not-found', 'This file is no longer kept. Send it again to go on from it.', { detail: id });
  }

  async function put(
    id: ArtifactId,
    mediaType: MediaType,
    source: ArtifactSource,
    signal?: AbortSignal,
  ): Promise<Artifact> {
    const kept = await find(id);
    if (kept !== undefined) return kept;
    signal?.throwIfAborted();
    const temporary = path.join(directory, `${temporaryPrefix}${randomUUID()}`);
    try {
      if ('path' in source) await copyFile(source.path, temporary);
      else await writeFile(temporary, source.bytes, { signal });
      await flushToDisk(temporary);
      await linkOnce(temporary, bytesPath(id));
      // Measured from what is kept: of two writers the first gave the bytes, and both write the same facts.
      const artifact: Artifact = { id, mediaType, ...(await measure(bytesPath(id))) };
      await rm(temporary);
      await writeFile(temporary, JSON.stringify(artifact));
      await flushToDisk(temporary);
      await rename(temporary, factsPath(id));
      return artifact;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async function read(id: ArtifactId, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    await demand(id);
    const stream = createReadStream(bytesPath(id), range);
    // Node types the web stream it makes without the kind of its chunks; a file's chunks are bytes.
    return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
  }

  async function openFile(id: ArtifactId): Promise<LocalFile> {
    await demand(id);
    return { path: bytesPath(id), [Symbol.asyncDispose]: () => Promise.resolve() };
  }

  async function remove(id: ArtifactId): Promise<void> {
    // Facts first: bytes without facts are absent already.
    await rm(factsPath(id), { force: true });
    await rm(bytesPath(id), { force: true });
  }

  async function removeAll(prefix: string, except: readonly ArtifactId[] = []): Promise<void> {
    const kept = new Set(except.flatMap((id) => [id, `${id}.json`]));
    const names = (await readdir(directory)).filter((name) => name.startsWith(prefix) && !kept.has(name));
    const factsFirst = names.toSorted((a, b) => Number(b.endsWith('.json')) - Number(a.endsWith('.json')));
    for (const name of factsFirst) await rm(path.join(directory, name), { force: true });
  }

  async function freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  }

  return { put, find, read, open: openFile, remove, removeAll, freeBytes };
}

/** No artifact id starts with a dot. */
const temporaryPrefix = '.unfinished-';

/** Nobody writes one artifact for so long: what is older was left by a process that died. */
const abandonedAfterMs = 60 * 60 * 1000;

/** Several processes may share the directory, so what another one writes just now must stay. */
async function removeAbandoned(directory: string): Promise<void> {
  const names = await readdir(directory);
  const unfinished = names.filter((name) => name.startsWith(temporaryPrefix)).map((name) => path.join(directory, name));
  for (const file of unfinished) {
    // Gone by now means finished, or swept away by another process.
    const written = await stat(file).catch(() => undefined);
    if (written !== undefined && Date.now() - written.mtimeMs > abandonedAfterMs) await rm(file, { force: true });
  }
}

async function linkOnce(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}

async function flushToDisk(file: string): Promise<void> {
  await using handle = await open(file, 'r+');
  await handle.sync();
}

async function measure(file: string): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const { size } = await stat(file);
  return { sizeBytes: size, sha256: hash.digest('hex') };
}
