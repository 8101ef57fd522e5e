/** The shapes a video can have, as people say them. */
export const ratios = ['16:9', '9:16', '1:1', '4:3', '21:9'] as const;
export type Ratio = (typeof ratios)[number];

/** Pixels. Both numbers are even: H.264 with yuv420p halves them. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** About the area of the paper's 1024×576 in each shape, so that every shape costs the same work. */
const sizes: Readonly<Record<Ratio, Size>> = {
  '16:9': { width: 1024, height: 576 },
  '9:16': { width: 576, height: 1024 },
  '1:1': { width: 768, height: 768 },
  '4:3': { width: 896, height: 672 },
  '21:9': { width: 1176, height: 504 },
};

export function sizeOf(ratio: Ratio): Size {
  return sizes[ratio];
}

/** The ratio whose shape is nearest to a picture's, so that as little as possible is cut off. */
export function nearestRatio(size: Size): Ratio {
  const distance = (ratio: Ratio): number =>
    Math.abs(Math.log((sizes[ratio].width / sizes[ratio].height) * (size.height / size.width)));
  return ratios.toSorted((a, b) => distance(a) - distance(b))[0] ?? '16:9';
}
