/** Outlines on a 20 × 20 grid. */
const paths = {
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.8v1.6M10 16.6v1.6M1.8 10h1.6M16.6 10h1.6M4.2 4.2l1.1 1.1M14.7 14.7l1.1 1.1M4.2 15.8l1.1-1.1M14.7 5.3l1.1-1.1',
  moon: 'M16.8 11.6A7 7 0 0 1 8.4 3.2a7 7 0 1 0 8.4 8.4z',
  send: 'M3.2 10h12M10.6 4.8l5.4 5.2-5.4 5.2',
  attach:
    'M3 5.2A1.7 1.7 0 0 1 4.7 3.5h10.6A1.7 1.7 0 0 1 17 5.2v9.6a1.7 1.7 0 0 1-1.7 1.7H4.7A1.7 1.7 0 0 1 3 14.8zM3.4 14.2l4-4.2 3.2 3.2 2.4-2.4 3.6 3.4M13 7.2h.01',
  close: 'M5.2 5.2l9.6 9.6M14.8 5.2l-9.6 9.6',
  back: 'M12.4 4.6L7 10l5.4 5.4',
  reply: 'M8 5L3.6 9.4 8 13.8M4 9.4h7.2c3 0 5.2 1.9 5.2 5.4',
  more: 'M4.6 10h.01M10 10h.01M15.4 10h.01',
  copy: 'M7.4 7.4V4.6c0-.6.5-1.1 1.1-1.1h6.9c.6 0 1.1.5 1.1 1.1v6.9c0 .6-.5 1.1-1.1 1.1h-2.8M4.6 7.4h6.9c.6 0 1.1.5 1.1 1.1v6.9c0 .6-.5 1.1-1.1 1.1H4.6c-.6 0-1.1-.5-1.1-1.1V8.5c0-.6.5-1.1 1.1-1.1z',
  animate: 'M3.5 5.5h13v9h-13zM8.4 7.8v4.4l3.8-2.2z',
  check: 'M4.4 10.6l3.6 3.6 7.6-8',
  cross: 'M6 6l8 8M14 6l-8 8',
  again: 'M15.8 8.4A6.2 6.2 0 1 0 16 12M16.2 4.2v4.4h-4.4',
  edit: 'M12.6 4.4l3 3L7 16l-3.6.6L4 13z',
  extend: 'M3.5 6h8v8h-8zM14 10h3.2M15.4 7.8l2.2 2.2-2.2 2.2',
  restyle: 'M4 13.6l7.6-7.6 2.4 2.4L6.4 16H4zM13 4.6l1.2-1.2 2.4 2.4-1.2 1.2M4.6 4v2.6M3.3 5.3h2.6',
  sound: 'M3.4 7.8v4.4h2.8l3.6 3V4.8l-3.6 3zM12.6 7.4a3.6 3.6 0 0 1 0 5.2M14.8 5.2a6.8 6.8 0 0 1 0 9.6',
  muted: 'M3.4 7.8v4.4h2.8l3.6 3V4.8l-3.6 3zM13 7.8l4.4 4.4M17.4 7.8L13 12.2',
  film: 'M3.5 4.5h13v11h-13zM6.8 4.5v11M13.2 4.5v11M3.5 8.2h3.3M3.5 11.8h3.3M13.2 8.2h3.3M13.2 11.8h3.3',
  connect: 'M3 7.5h4v5H3zM13 4h4v4h-4zM13 12h4v4h-4zM7 10h3M10 6v8M10 6h3M10 14h3',
  star: 'M10 2.9l2.2 4.5 4.9.7-3.5 3.5.8 4.9L10 14.2l-4.4 2.3.8-4.9L2.9 8.1l4.9-.7z',
  share: 'M10 12.6V3.6M6.4 6.8L10 3.2l3.6 3.6M5 10.4H3.8v6h12.4v-6H15',
  bin: 'M4.2 6h11.6M8 6V4h4v2M5.6 6l.8 10.4h7.2L14.4 6M8.6 9v4.6M11.4 9v4.6',
  download: 'M10 3.4v9M6.2 9l3.8 3.8L13.8 9M4 16.4h12',
  thread: 'M3.5 4.5h13v8.6H9l-3.4 3v-3H3.5z',
} as const;

export type IconName = keyof typeof paths;

const svgNamespace = 'http://www.w3.org/2000/svg';

/** A small drawing beside a word or inside a button that has a name; screen readers pass it by. */
export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
