import type { Size } from '../../../../src/core/size.ts';

/** Sizes of the models that know three. Source: https://developers.openai.com/api/docs/guides/image-generation */
const threeSizes: readonly Size[] = [
  { width: 1024, height: 1024 },
  { width: 1536, height: 1024 },
  { width: 1024, height: 1536 },
];
const knowsThree = /^(?:gpt-image-1|chatgpt-image)/u;

/** What newer models take, from the same page: edges in steps, and bounds of edges, area and shape. */
const step = 16;
const maxEdge = 3840;
const minPixels = 655_360;
const maxPixels = 8_294_400;
const maxShape = 3;

/** The size to ask a model for, so that little is cut off and little is made in vain when it is fitted to `wanted`. */
export function imageSizeFor(model: string, wanted: Size): Size {
  const candidates = knowsThree.test(model) ? threeSizes : sizesNear(wanted);
  const [best] = candidates.toSorted((a, b) => lossOf(a, wanted) - lossOf(b, wanted));
  return best ?? { width: 1024, height: 1024 };
}

function sizesNear({ width, height }: Size): Size[] {
  const shape = Math.min(maxShape, Math.max(1 / maxShape, width / height));
  const edges = Array.from({ length: maxEdge / step }, (_, index) => (index + 1) * step);
  const sizes = edges.map((edge) => ({ width: edge, height: Math.round(edge / shape / step) * step }));
  return sizes.filter((size) => {
    const pixels = size.width * size.height;
    const ratio = size.width / size.height;
    return (
      size.height <= maxEdge && pixels >= minPixels && pixels <= maxPixels && ratio <= maxShape && ratio >= 1 / maxShape
    );
  });
}

/** How bad a size is: what is cut off and what is magnified weigh more than pixels that nobody sees. */
function lossOf(size: Size, wanted: Size): number {
  const scale = Math.max(wanted.width / size.width, wanted.height / size.height);
  const cut = Math.abs(Math.log(size.width / size.height / (wanted.width / wanted.height)));
  const magnified = Math.max(0, Math.log(scale));
  const inVain = Math.max(0, -Math.log(scale));
  return cut + 2 * magnified + 0.3 * inVain;
}
