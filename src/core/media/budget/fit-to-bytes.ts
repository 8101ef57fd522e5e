import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { VideoFacts } from '../../video-facts.ts';
import { MoraError } from '../../errors.ts';
import type { VideoShape } from '../fit-video.ts';
import { inspectVideo } from '../inspect-video.ts';
import { SoundSource } from '../sound/sound-source.ts';
import type { FitToBytesInput, FitToBytesOutput } from './contract.ts';
import { chooseSound, listShapes, otherBytes, type SoundChoice, type SoundFacts } from './plan-budget.ts';
import { learn, write, type Passes } from './two-passes.ts';

/** x264's quality at which most people see no more than that a video was made small. */
const decentCrf = 30;
/** The smallest shape may need this many times the bytes there are: about four steps of quality worse. */
const smallestTolerance = 1.6;
/** A size is not even tried where the one before lets expect that it needs so many times what there is. */
const hopeless = 1.3;
/** How the need of bytes goes with the number of pixels: large pictures are smoother. */
const pixelExponent = 0.8;
/**
 * x264 keeps a size to a hundredth or two; a second pass that was too large is repeated with less. The further what
 * there is lies above what the first pass took, the worse it foresees: by two hundredths for each doubling (measured).
 */
const firstAim = 0.985;
const lessForEachDoubling = 0.02;
const leastAim = 0.94;
const maxAttempts = 5;

/** Pictures, in bytes. */
interface Room {
  readonly shape: VideoShape;
  readonly available: number;
  readonly needed: number;
}

/**
 * Makes a copy of a finished video that has at most `maxBytes`: the same bytes where they are few enough, else encoded
 * anew in two passes. The size of the pictures is the largest at which the first pass finds that the bytes are enough
 * for a decent quality; rates above 30 are halved before the size is. H.264 high, yuv420p, the index in front, the same
 * duration. Throws `not-supported`, naming how many bytes are enough, where it would be past decency, and `bad-media`.
 * Leaves no file on failure.
 */
export async function fitToBytes(
  input: FitToBytesInput,
  report: (progress: { readonly percent: number }) => void,
): Promise<FitToBytesOutput> {
  const { facts } = await inspectVideo(input.path);
  const { size } = await stat(input.path);
  if (size <= input.maxBytes) {
    await copyFile(input.path, input.out);
    report({ percent: 100 });
    return { facts, sizeBytes: size, copied: true };
  }
  const folder = await mkdtemp(`${input.out}.passes-`);
  try {
    await encode(input, facts, path.join(folder, 'stats'), monotonic(report));
    const [fitted, { size: sizeBytes }] = [await inspectVideo(input.out), await stat(input.out)];
    report({ percent: 100 });
    return { facts: fitted.facts, sizeBytes, copied: false };
  } catch (error) {
    await rm(input.out, { force: true });
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function encode(
  input: FitToBytesInput,
  facts: VideoFacts,
  statsPath: string,
  report: (part: number) => void,
): Promise<void> {
  const { durationS } = facts;
  const soundFacts = await measureSound(input.path);
  const sound = soundFacts && chooseSound(soundFacts, durationS, input.maxBytes);
  const shapes = listShapes(facts);
  let before: Room | undefined;
  for (const [index, shape] of shapes.entries()) {
    const isSmallest = index === shapes.length - 1;
    const frames = Math.ceil(durationS * shape.fps) + 1;
    const available = input.maxBytes - otherBytes(frames, durationS, soundFacts, sound);
    if (!isSmallest && (available <= 0 || isHopeless(shape, available, before))) continue;
    let done = 0;
    const passes: Passes = {
      path: input.path,
      shape,
      durationS,
      statsPath,
      onFrame: () => {
        done += 1;
        report(done / (2 * frames));
      },
    };
    const needed = await learn(passes, decentCrf);
    before = { shape, available, needed };
    const tolerance = isSmallest ? smallestTolerance : 1;
    if (needed > available * tolerance) continue;
    if (await writeWithin(passes, input, { available, needed, sound })) return;
  }
  throw tooSmall(input.maxBytes, before);
}

function isHopeless({ width, height, fps }: VideoShape, available: number, before: Room | undefined): boolean {
  if (before === undefined) return false;
  const pixels = (width * height * fps) / (before.shape.width * before.shape.height * before.shape.fps);
  return before.needed * pixels ** pixelExponent > available * hopeless;
}

/** Repeats the second pass with fewer bits until the file is small enough; false where that does not help. */
async function writeWithin(
  passes: Passes,
  { out, maxBytes, metadata = {} }: FitToBytesInput,
  {
    available,
    needed,
    sound,
  }: { readonly available: number; readonly needed: number; readonly sound: SoundChoice | undefined },
): Promise<boolean> {
  const doublings = Math.max(0, Math.log2(available / Math.max(1, needed)));
  let aim = available * Math.max(leastAim, firstAim - lessForEachDoubling * doublings);
  for (let attempt = 0; attempt < maxAttempts && aim > 0; attempt += 1) {
    await write(passes, { out, bitrate: Math.max(1_000, (aim * 8) / passes.durationS), sound, metadata });
    const { size } = await stat(out);
    if (size <= maxBytes) return true;
    await rm(out);
    // What is over is pictures only: the rest of the file does not shrink.
    const pictures = size - (maxBytes - available);
    aim *= Math.min(0.97, (available / pictures) * 0.98);
  }
  return false;
}

async function measureSound(file: string): Promise<SoundFacts | undefined> {
  await using source = await SoundSource.open(file);
  if (source === undefined) return undefined;
  let [bytes, packets] = [0, 0];
  for await (const packet of source.packets()) {
    bytes += packet.size;
    packets += 1;
  }
  return { bytes, packets };
}

function tooSmall(maxBytes: number, smallest: Room | undefined): MoraError {
  const other = smallest === undefined ? 0 : maxBytes - smallest.available;
  // Room for what x264 misses its aim by.
  const enough = other + ((smallest?.needed ?? 0) / smallestTolerance) * 1.1;
  const megabytes = Math.ceil(enough / 10_000) / 100;
  return new MoraError(
    'not-supported',
    `This video does not fit into so few bytes. It needs about ${megabytes} MB; ask for that many, or for a shorter video.`,
    { detail: `${maxBytes} bytes` },
  );
}

/** Passes may be repeated: what is shown never goes back. `part` is of one. */
function monotonic(report: (progress: { readonly percent: number }) => void): (part: number) => void {
  let shown = 0;
  return (part) => {
    const percent = Math.min(99, Math.floor(part * 100));
    if (percent <= shown) return;
    shown = percent;
    report({ percent });
  };
}
