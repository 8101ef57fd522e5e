import { createCanvas } from '@napi-rs/canvas';
import type { Sheet } from '../scene.ts';

/** The same sheet without its empty edges: every pixel of a sheet costs time at every frame, the clear ones too. */
export function trimSheet(sheet: Sheet): Sheet {
  const { width, height, canvas } = sheet;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if ((data[(row * width + column) * 4 + 3] ?? 0) < 3) continue;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      bottom = row;
    }
  }
  if (right < left) return sheet;
  const trimmed = createCanvas(right - left + 1, bottom - top + 1);
  trimmed.getContext('2d').drawImage(canvas, -left, -top);
  return { canvas: trimmed, x: sheet.x + left, y: sheet.y + top, width: trimmed.width, height: trimmed.height };
}
