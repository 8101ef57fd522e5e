import type { Context } from 'hono';
import { artifactIdSchema, type Artifact } from '../core/artifacts/artifact.ts';
import type { ArtifactStore } from '../core/artifacts/artifact-store.ts';
import { parseRange } from './http-range.ts';

/** Endings of the file names under which people save what they see. */
const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
};

/** Long enough to play what was opened to its end; what is deleted meanwhile is gone all the same. */
const linkMs = 60 * 60 * 1000;

/** Where a browser gets a video without us. Pictures are small, and more of them are asked for at a time. */
async function linkTo(
  context: Context,
  artifacts: ArtifactStore,
  { id, mediaType }: Artifact,
  fileName: string,
): Promise<string | undefined> {
  if (mediaType !== 'video/mp4') return undefined;
  const isDownload = context.req.query('download') !== undefined;
  return artifacts.link?.(id, { forMs: linkMs, ...(isDownload ? { fileName } : {}) });
}

/** Serves an image or a video, or a part of it: a player asks for parts to seek. Records are not served. */
export async function serveArtifact(context: Context, artifacts: ArtifactStore, id: string): Promise<Response> {
  const artifact = artifactIdSchema.safeParse(id).success ? await artifacts.find(id) : undefined;
  const ending = endings[artifact?.mediaType ?? ''];
  if (artifact === undefined || ending === undefined) return context.notFound();

  const fileName = `mora-${id}.${ending}`;
  const link = context.req.method === 'HEAD' ? undefined : await linkTo(context, artifacts, artifact, fileName);
  if (link !== undefined) return context.redirect(link, 307);

  const { sizeBytes, mediaType, sha256 } = artifact;
  const etag = `"${sha256}"`;
  const disposition = context.req.query('download') === undefined ? 'inline' : 'attachment';
  const headers = {
    'content-type': mediaType,
    'content-disposition': `${disposition}; filename="${fileName}"`,
    'accept-ranges': 'bytes',
    etag,
    // What is kept by an id never changes.
    'cache-control': 'private, max-age=31536000, immutable',
  };
  if (context.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers });

  const conditional = context.req.header('if-range');
  const wanted = conditional === undefined || conditional === etag ? context.req.header('range') : undefined;
  const range = parseRange(wanted, sizeBytes);
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${sizeBytes}` } });
  }
  const length = range === undefined ? sizeBytes : range.end - range.start + 1;
  const body = context.req.method === 'HEAD' ? null : await artifacts.read(id, range);
  return new Response(body, {
    status: range === undefined ? 200 : 206,
    headers: {
      ...headers,
      'content-length': String(length),
      ...(range === undefined ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${sizeBytes}` }),
    },
  });
}
