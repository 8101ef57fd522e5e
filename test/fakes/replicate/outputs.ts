import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';

const run = promisify(execFile);

type Input = Readonly<Record<string, unknown>>;

/** Real files, as models make them. Each is made once; dispose it to remove them. */
export interface OutputStudio extends AsyncDisposable {
  /** A PNG or WebP of the size that the input asks for. */
  image(input: Input): Promise<string>;
  /** An MP4 with as many frames, at as many a second, as the input asks for. */
  video(input: Input): Promise<string>;
}

/** Small, as their pictures are nobody's concern; frames and rates are the ones asked for. */
const clipSize = { width: 160, height: 90 };

export async function openOutputStudio(): Promise<OutputStudio> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mora-fake-replicate-'));
  const made = new Map<string, Promise<string>>();

  function once(name: string, make: (file: string) => Promise<unknown>): Promise<string> {
    const file = path.join(folder, name);
    const making = made.get(name) ?? make(file).then(() => file);
    made.set(name, making);
    return making;
  }

  return {
    image(input) {
      const width = numberOf(input['width'], 640);
      const height = numberOf(input['height'], 360);
      const kind = input['output_format'] === 'webp' ? 'webp' : 'png';
      // Other words or another seed make another picture.
      const [red = 0] = createHash('sha256')
        .update(JSON.stringify([input['prompt'], input['seed']]))
        .digest();
      const hue = { r: red, g: 120, b: 160 };
      return once(`${width}x${height}-${hue.r}.${kind}`, (file) =>
        sharp({ create: { width, height, channels: 3, background: hue } })
          .toFormat(kind)
          .toFile(file),
      );
    },
    video(input) {
      const { frames, fps } = shapeOf(input);
      const { width, height } = clipSize;
      return once(`${frames}-at-${fps}.mp4`, (file) =>
        run(process.execPath, [
          '--disable-warning=ExperimentalWarning',
          fileURLToPath(new URL('make-clip.ts', import.meta.url)),
          file,
          ...[width, height, fps, frames].map(String),
        ]),
      );
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(made.values());
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Frames and rate of a clip, by the names that the models' fields have. */
function shapeOf(input: Input): { readonly frames: number; readonly fps: number } {
  const rate = numberOf(input['frames_per_second'] ?? input['fps'], 0);
  const length = /^(\d+)_frames/u.exec(String(input['video_length']))?.[1];
  if (length !== undefined) return { frames: Number(length), fps: rate || 6 };
  const fps = rate || 16;
  return { fps, frames: numberOf(input['num_frames'], Math.round(numberOf(input['duration'], 5) * fps)) };
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
