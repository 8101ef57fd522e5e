import { describe, expect, it } from 'vitest';
import { ratios, sizeOf } from '../../../../src/core/size.ts';
import { imageSizeFor } from '../../../../workers/providers/openai/images/size.ts';

const wanted = [
  ...ratios.map(sizeOf),
  { width: 256, height: 144 },
  { width: 1920, height: 1080 },
  { width: 4096, height: 4096 },
  { width: 16, height: 4096 },
  { width: 4096, height: 16 },
];

describe('the size to ask an image model for', () => {
  it.each(wanted)('keeps to the rules of the model, near $width × $height', (size) => {
    const { width, height } = imageSizeFor('gpt-image-2', size);
    expect([width % 16, height % 16]).toEqual([0, 0]);
    expect(width * height).toBeGreaterThanOrEqual(655_360);
    expect(width * height).toBeLessThanOrEqual(8_294_400);
    expect(Math.max(width, height)).toBeLessThanOrEqual(3_840);
    const shape = Math.min(3, Math.max(1 / 3, size.width / size.height));
    expect(Math.abs(Math.log(width / height / shape))).toBeLessThan(0.03);
  });

  it.each(ratios)('magnifies nothing of ours, and makes little in vain: %s', (ratio) => {
    const size = sizeOf(ratio);
    const { width, height } = imageSizeFor('gpt-image-2', size);
    expect(width).toBeGreaterThanOrEqual(size.width);
    expect(height).toBeGreaterThanOrEqual(size.height);
    expect(width * height).toBeLessThan(1.3 * 655_360);
  });

  it('chooses among three for a model that knows three', () => {
    const size = (width: number, height: number): string => {
      const chosen = imageSizeFor('gpt-image-1.5', { width, height });
      return `${chosen.width}x${chosen.height}`;
    };
    expect([size(1024, 576), size(576, 1024), size(768, 768)]).toEqual(['1536x1024', '1024x1536', '1024x1024']);
  });
});
