import { html } from 'hono/html';
import type { ClipRow } from '../../core/database/clip-rows.ts';
import { clipWords, type ClipWords } from './clip-words.ts';

/** What the tagged template of hono gives: a document in which every text was escaped. */
type Html = ReturnType<typeof html>;

/** Path of the one style sheet of these pages. */
export const stylePath = '/clips/clip-page.css';

/**
 * The page of a clip.
 *
 * @param pagePath Path of the page, from the root of the server.
 * @param origin Where the tags for chats point: they need absolute addresses.
 */
export function clipHtml(row: ClipRow, pagePath: string, origin: string): Html {
  const words = clipWords(row);
  const { width, height } = row.clip.facts;
  return document(
    words.title,
    previewTags(row, words, `${origin}${pagePath}`),
    html`<main>
      <video
        src="${pagePath}/video.mp4"
        ${row.clip.nsfw ? '' : html`poster="${pagePath}/poster.png"`}
        width="${width}"
        height="${height}"
        preload="metadata"
        controls
        playsinline
        loop
      ></video>
      ${row.clip.nsfw ? html`<p class="warning">This video was marked as not safe for work.</p>` : ''}
      <h1 class="${words.prompt === '' ? 'unnamed' : 'prompt'}">${words.prompt === '' ? words.title : words.prompt}</h1>
      <dl>
        ${words.facts.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${words.notes.map((note) => html`<p class="note">${note}</p>`)}
    </main>`,
  );
}

/** One page for all that is not there, so that nobody learns which clips exist. */
export function missingHtml(): Html {
  return document(
    'Nothing here',
    html``,
    html`<main class="missing">
      <h1>There is no video here</h1>
      <p>It may have been deleted, or a part of the link got lost. Please copy the whole link, or ask who sent it.</p>
    </main>`,
  );
}

function document(title: string, tags: Html, main: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="theme-color" content="#136283" />
        <title>${title} · Mora Studio</title>
        ${tags}
        <link rel="stylesheet" href="${stylePath}" />
      </head>
      <body>
        ${main}
        <footer>Made with Mora Studio</footer>
      </body>
    </html>`;
}

/**
 * Tags of https://ogp.me and of X's player card, by which chats show a link. A clip that is not safe for work says no
 * more than its name: a chat would show its picture to everybody in the channel.
 */
function previewTags({ clip }: ClipRow, words: ClipWords, pageUrl: string): Html {
  const { width, height } = clip.facts;
  const video = `${pageUrl}/video.mp4`;
  const poster = `${pageUrl}/poster.png`;
  const base = html`<meta property="og:site_name" content="Mora Studio" />
    <meta property="og:url" content="${pageUrl}" />`;
  if (clip.nsfw) {
    return html`${base}
      <meta name="rating" content="adult" />
      <meta property="og:type" content="website" />
      <meta property="og:title" content="A video that was marked as not safe for work" />`;
  }
  return html`${base}
    <meta name="description" content="${words.description}" />
    <meta property="og:type" content="video.other" />
    <meta property="og:title" content="${words.title}" />
    <meta property="og:description" content="${words.description}" />
    <meta property="og:image" content="${poster}" />
    <meta property="og:image:width" content="${width}" />
    <meta property="og:image:height" content="${height}" />
    <meta property="og:image:alt" content="${words.title}" />
    <meta property="og:video" content="${video}" />
    ${video.startsWith('https:') ? html`<meta property="og:video:secure_url" content="${video}" />` : ''}
    <meta property="og:video:type" content="video/mp4" />
    <meta property="og:video:width" content="${width}" />
    <meta property="og:video:height" content="${height}" />
    <meta name="twitter:card" content="player" />
    <meta name="twitter:title" content="${words.title}" />
    <meta name="twitter:description" content="${words.description}" />
    <meta name="twitter:image" content="${poster}" />
    <meta name="twitter:player" content="${video}" />
    <meta name="twitter:player:stream" content="${video}" />
    <meta name="twitter:player:stream:content_type" content="video/mp4" />
    <meta name="twitter:player:width" content="${width}" />
    <meta name="twitter:player:height" content="${height}" />`;
}
