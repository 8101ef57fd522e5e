import { html } from 'hono/html';
import { stylePath } from '../../clip-page/clip-html.ts';

/** What the tagged template of hono gives: a document in which every text was escaped. */
type Html = ReturnType<typeof html>;

/** A page that says one thing; `again` is the address that begins the installation anew. */
export function installHtml(page: { readonly title: string; readonly text: string; readonly again?: string }): Html {
  const { title, text, again } = page;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="theme-color" content="#136283" />
        <title>${title} · Mora Studio</title>
        <link rel="stylesheet" href="${stylePath}" />
      </head>
      <body>
        <main class="missing">
          <h1>${title}</h1>
          <p>${text}</p>
          ${again === undefined ? '' : html`<p><a href="${again}">Add Mora to Slack</a></p>`}
        </main>
        <footer>Mora Studio</footer>
      </body>
    </html>`;
}
