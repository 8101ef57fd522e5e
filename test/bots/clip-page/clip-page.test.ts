import { expect, test } from 'vitest';
import { clipId, clipRow, openClipPages } from './open-clip-pages.ts';

const video = new TextEncoder().encode('0123456789');
const poster = new TextEncoder().encode('poster');

test('a page shows the video and tells chats how to play it', async () => {
  await using pages = await openClipPages('https://mora.example');
  await pages.keep(clipRow('A paper boat', { notes: ['It was shortened.'] }), video, poster);
  const response = await fetch(new URL(pages.pagePath, pages.url));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
  const text = await response.text();
  const page = `https://mora.example${pages.pagePath}`;
  for (const [name, content] of [
    ['og:type', 'video.other'],
    ['og:title', 'A paper boat'],
    ['og:url', page],
    ['og:image', `${page}/poster.png`],
    ['og:image:width', '640'],
    ['og:video', `${page}/video.mp4`],
    ['og:video:secure_url', `${page}/video.mp4`],
    ['og:video:type', 'video/mp4'],
    ['og:video:height', '360'],
    ['twitter:card', 'player'],
  ]) {
    expect(text).toMatch(new RegExp(`<meta (property|name)="${name}" content="${content}"`, 'u'));
  }
  expect(text).toContain(`src="${pages.pagePath}/video.mp4"`);
  expect(text).toContain('<dd>Sketch</dd>');
  expect(text).toContain('<dd>0</dd>');
  expect(text).toContain('It was shortened.');
  expect((await fetch(new URL('clips/clip-page.css', pages.url))).headers.get('content-type')).toContain('text/css');
});

test('without a public address the page points to where it was asked for', async () => {
  await using pages = await openClipPages(undefined);
  await pages.keep(clipRow('A boat'), video, poster);
  const text = await (await fetch(new URL(pages.pagePath, pages.url))).text();
  expect(text).toContain(`content="${pages.url.slice(0, -1)}${pages.pagePath}/video.mp4"`);
  expect(text).not.toContain('og:video:secure_url');
});

test('what people write stays text', async () => {
  await using pages = await openClipPages(undefined);
  await pages.keep(clipRow(`"><script>alert('1')</script>`, { notes: ['<b>bold</b>'] }), video, poster);
  const text = await (await fetch(new URL(pages.pagePath, pages.url))).text();
  expect(text).not.toContain('<script');
  expect(text).not.toContain('<b>');
  expect(text).toContain('&quot;&gt;&lt;script&gt;');
});

test('a video that is not safe for work gives chats nothing to show', async () => {
  await using pages = await openClipPages('https://mora.example');
  await pages.keep(clipRow('A secret', { nsfw: true }), video, poster);
  const text = await (await fetch(new URL(pages.pagePath, pages.url))).text();
  expect(text).not.toMatch(/og:(video|image|description)|twitter:|poster\.png/u);
  expect(text).toContain('marked as not safe for work');
});

test('files come whole, in parts, and not again where they are known', async () => {
  await using pages = await openClipPages('https://mora.example');
  await pages.keep(clipRow('A boat'), video, poster);
  const file = new URL(`${pages.pagePath}/video.mp4`, pages.url);
  const whole = await fetch(file);
  expect(await whole.text()).toBe('0123456789');
  expect(whole.headers.get('cache-control')).toContain('immutable');
  expect(whole.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  const part = await fetch(file, { headers: { range: 'bytes=2-4' } });
  expect([part.status, await part.text()]).toEqual([206, '234']);
  expect((await fetch(file, { headers: { range: 'bytes=50-' } })).status).toBe(416);
  const etag = whole.headers.get('etag') ?? '';
  expect((await fetch(file, { headers: { 'if-none-match': etag } })).status).toBe(304);
  const picture = await fetch(new URL(`${pages.pagePath}/poster.png`, pages.url));
  expect([picture.headers.get('content-type'), await picture.text()]).toEqual(['image/png', 'poster']);
});

test('a wrong signature, an unknown clip and a deleted one look the same', async () => {
  await using pages = await openClipPages('https://mora.example');
  const ask = async (path: string): Promise<readonly [number, string]> => {
    const response = await fetch(new URL(path, pages.url));
    return [response.status, await response.text()];
  };
  const unknown = await ask(pages.pagePath);
  expect(unknown[0]).toBe(404);
  expect(unknown[1]).toContain('There is no video here');
  await pages.keep(clipRow('A boat'), video, poster);
  expect((await ask(pages.pagePath))[0]).toBe(200);
  for (const signature of ['x', 'A'.repeat(22), 'é'.repeat(11)]) {
    expect(await ask(`/clips/${clipId}/${signature}`)).toEqual(unknown);
    expect(await ask(`/clips/${clipId}/${signature}/video.mp4`)).toEqual(unknown);
  }
  await pages.database.clips.remove(clipId);
  for (const path of ['', '/video.mp4', '/poster.png']) expect(await ask(pages.pagePath + path)).toEqual(unknown);
});
