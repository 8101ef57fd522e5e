import type { Page } from 'playwright-core';

/**
 * Looks for what keeps people out: controls without a name, pictures without a text, ids that are there twice, words
 * with too little contrast, a page that is wider than its window. Returns a sentence for each.
 */
export async function audit(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const all = [...document.body.querySelectorAll('*')].filter(isShown);
    const describe = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${element.textContent.slice(0, 40)}”`;

    for (const element of all) {
      if (!element.matches('button, a[href], input, textarea, select, summary, [role=option], [role=menuitem]'))
        continue;
      const name = element.getAttribute('aria-label') ?? element.textContent.trim();
      if (name === '') found.push(`no name: ${describe(element)}`);
    }
    for (const element of all) {
      if (element.matches('img:not([alt])')) found.push(`no alternative text: ${describe(element)}`);
      if (element.matches('video:not([aria-label])')) found.push(`no label: ${describe(element)}`);
      if (element.matches('progress:not([aria-label])')) found.push(`no label: ${describe(element)}`);
    }
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    for (const id of new Set(ids.filter((known, at) => ids.indexOf(known) !== at))) found.push(`twice: #${id}`);
    for (const selector of ['main', 'nav[aria-label]', 'h1']) {
      if (document.querySelectorAll(selector).length !== 1) found.push(`not one ${selector}`);
    }
    if (document.documentElement.lang === '') found.push('no language');
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`wider than its window: ${scrollWidth} > ${clientWidth}`);

    const canvas = document.createElement('canvas');
    const brush = canvas.getContext('2d', { willReadFrequently: true });
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const parse = (colour: string): Colour => {
      brush?.clearRect(0, 0, 1, 1);
      if (brush) brush.fillStyle = colour;
      brush?.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = brush?.getImageData(0, 0, 1, 1).data ?? [];
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Colour, under: Colour): Colour => {
      const mix = (at: 0 | 1 | 2): number => top[at] * top[3] + under[at] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const background = (element: Element): Colour => {
      const own = parse(getComputedStyle(element).backgroundColor);
      if (own[3] === 1) return own;
      const parent = element.parentElement;
      return over(own, parent === null ? [255, 255, 255, 1] : background(parent));
    };
    const luminance = ([red, green, blue]: Colour): number => {
      const linear = (value: number): number =>
        value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    for (const element of all) {
      const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '');
      // What cannot be used is allowed to be pale.
      if (!words || element.matches(':disabled, .made-by, .visually-hidden')) continue;
      const under = background(element);
      const ink = over(parse(getComputedStyle(element).color), under);
      const [light, dark] = [luminance(ink), luminance(under)].toSorted((a, b) => b - a);
      const contrast = ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
      if (contrast < 4.5) found.push(`contrast ${contrast.toFixed(2)}: ${describe(element)}`);
    }
    return found;
  });
}
