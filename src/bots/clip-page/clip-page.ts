import { readFile } from 'node:fs/promises';
import type { Context, Hono } from 'hono';
import type { ArtifactStore } from '../../core/artifacts/artifact-store.ts';
import type { ClipRow } from '../../core/database/clip-rows.ts';
import type { Studio } from '../../core/studio/studio.ts';
import { serveArtifact } from '../artifact-files.ts';
import { clipHtml, missingHtml, stylePath } from './clip-html.ts';
import type { ClipLinks } from './clip-links.ts';

export interface ClipPageParts {
  readonly app: Hono;
  readonly links: Pick<ClipLinks, 'check'>;
  readonly studio: Pick<Studio, 'clip'>;
  readonly artifacts: ArtifactStore;
  /** Origin under which the world reaches the studio; that of each request where undefined. */
  readonly publicUrl: string | undefined;
}

const pagePattern = '/clips/:id/:signature';

/** Chats and other sites may show the file, and X frames it; still nothing but the video itself may load there. */
const sharedHeaders: Readonly<Record<string, string>> = {
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'; media-src 'self'; img-src 'self'; frame-ancestors *",
};

/** Serves a page for each finished video with its two files: whoever has the link may see it, nobody else. */
export function mountClipPages({ app, links, studio, artifacts, publicUrl }: ClipPageParts): void {
  const styles = new URL('clip-page.css', import.meta.url);
  app.get(stylePath, async (context) =>
    context.body(await readFile(styles, 'utf8'), 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    }),
  );

  const clipOf = async (context: Context): Promise<ClipRow | undefined> => {
    const id = context.req.param('id') ?? '';
    // The signature first: without it nobody reaches the database.
    return links.check(id, context.req.param('signature') ?? '') ? studio.clip(id) : undefined;
  };

  app.get(pagePattern, async (context) => {
    const row = await clipOf(context);
    if (row === undefined) return missing(context);
    const { origin, pathname } = new URL(context.req.url);
    return context.html(clipHtml(row, pathname, publicUrl ?? origin), 200, { 'cache-control': 'private, no-cache' });
  });

  const serve = async (context: Context, of: 'video' | 'poster'): Promise<Response> => {
    const row = await clipOf(context);
    // Deleted while it is asked for: a clip goes before its files.
    if (row === undefined || (await artifacts.find(row.clip[of])) === undefined) return missing(context);
    const response = await serveArtifact(context, artifacts, row.clip[of]);
    for (const [name, value] of Object.entries(sharedHeaders)) response.headers.set(name, value);
    return response;
  };
  app.get(`${pagePattern}/video.mp4`, (context) => serve(context, 'video'));
  // Whatever the poster's own kind is: players go by the header, and old links must go on working.
  app.get(`${pagePattern}/poster.png`, (context) => serve(context, 'poster'));
}

function missing(context: Context): Response | Promise<Response> {
  return context.html(missingHtml(), 404, { 'cache-control': 'no-store' });
}
