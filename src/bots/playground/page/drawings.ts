/** Frames of a storyboard, as lines on 160 × 90: each has strong lines, and faint ones behind them. */
const drawings = {
  reef: {
    strong:
      'M14 90c0-14-6-16-6-26M14 74c4-4 4-10 10-12M14 82c-6-2-10-6-12-10M132 90c0-12-8-16-8-28M132 78c6-4 4-14 12-18M124 72c-6-2-6-8-6-12M148 90c0-8 4-10 4-18M58 46c8-9 20-9 28 0-8 9-20 9-28 0zM86 46l8-6v12zM65 44h.01M98 66c5-6 13-6 18 0-5 6-13 6-18 0zM98 66l-6-4v8zM111 65h.01M36 90c2-10 10-14 18-14s14 6 16 14',
    faint:
      'M52 0L34 54M84 0l-6 34M112 0l12 48M28 18c6-3 10 3 16 0s10 3 16 0M100 16c6-3 10 3 16 0s10 3 16 0M44 30a2 2 0 1 0 .01 0M48 22a1.5 1.5 0 1 0 .01 0',
  },
  peaks: {
    strong: 'M0 62l30-34 16 18 26-34 28 36 14-14 46 28M0 62h160M62 25l6 5 5-5 6 6 5-4M24 35l5 4 5-4',
    faint:
      'M14 70h34M70 70h50M40 76h30M96 76h44M60 82h26M10 14c4-6 12-6 15-1 6-2 10 3 8 7H8c-4-1-3-7 2-6zM116 12c4-6 12-6 15-1 6-2 10 3 8 7h-25c-4-1-3-7 2-6z',
  },
  city: {
    strong:
      'M0 72c40-6 120-6 160 0M46 69l18-26 18 26M70 52l10-15 22 32M92 68V38l5-9 5 9v31M108 69V46h8v23M58 69V56M120 70l8-13 9 14',
    faint:
      'M28 71c0-32 24-54 54-54s54 22 54 54M56 24c-6 12-10 28-10 46M82 17v12M108 24c6 12 10 28 10 46M12 82c20-4 30 2 50-2M84 84c20-4 40 2 60-2M142 14a7 7 0 1 0 .01 0',
  },
} as const;

export type DrawingName = keyof typeof drawings;

const svgNamespace = 'http://www.w3.org/2000/svg';

/** A drawn frame. It adds nothing to the words beside it, so screen readers pass it by. */
export function drawing(name: DrawingName): SVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 160 90');
  svg.setAttribute('class', 'drawing');
  svg.setAttribute('aria-hidden', 'true');
  for (const weight of ['faint', 'strong'] as const) {
    const path = document.createElementNS(svgNamespace, 'path');
    path.setAttribute('d', drawings[name][weight]);
    path.setAttribute('class', weight);
    svg.append(path);
  }
  return svg;
}
