import { CodecParameters } from 'node-av';
import { MoraError } from '../../errors.ts';
import { checkResult } from '../ffmpeg-result.ts';
import { H264Encoder, type H264EncoderOptions } from '../h264-encoder.ts';
import { VideoSource } from '../video-source.ts';
import { readParameterSets, type ParameterSetShelf } from './parameter-sets.ts';
import type { FinishPlan } from './plan-finish.ts';

export interface PlannedEncoder {
  readonly options: H264EncoderOptions;
  /** See `H264Encoder`. */
  readonly delay: number;
}

/**
 * For each quality that the plan encodes at: settings under whose id of parameter sets nothing else stands. They are
 * put on the plan's shelf.
 */
export async function planEncoders({
  runs,
  shape,
  colour,
  shelf,
}: FinishPlan): Promise<ReadonlyMap<number, PlannedEncoder>> {
  const planned = new Map<number, PlannedEncoder>();
  const { width, height, fps } = shape;
  for (const run of runs) {
    if (run.kind === 'copied' || planned.has(run.crf)) continue;
    planned.set(run.crf, await findRoom({ width, height, fps, colour, quality: { crf: run.crf } }, shelf));
  }
  return planned;
}

/**
 * Where an earlier finish encoded with the same settings, its sets stand there already and are used again: so a chain
 * of extensions does not collect them.
 */
async function findRoom(base: H264EncoderOptions, shelf: ParameterSetShelf): Promise<PlannedEncoder> {
  for (const spsId of shelf.candidateIds()) {
    const options = { ...base, spsId };
    using encoder = await H264Encoder.open(options);
    const sets = readParameterSets(extraDataOf(encoder.parameters));
    if (!shelf.fits(sets)) continue;
    shelf.add(sets);
    return { options, delay: encoder.delay };
  }
  throw new MoraError('not-supported', 'This video was joined from too many kinds of video. Start from another one.');
}

/** What the new file's header says of the stream: as of its first run, with the parameter sets of all. Free it. */
export async function describeStream(
  { runs, shelf }: FinishPlan,
  encoders: ReadonlyMap<number, PlannedEncoder>,
): Promise<CodecParameters> {
  const parameters = new CodecParameters();
  parameters.alloc();
  const [first] = runs;
  if (first?.kind === 'copied') {
    await using source = await VideoSource.open(first.path);
    checkResult(source.stream.codecpar.copy(parameters), 'describe the stream');
  } else {
    const planned = first === undefined ? undefined : encoders.get(first.crf);
    if (planned === undefined) throw new Error('nothing is to be written');
    using encoder = await H264Encoder.open(planned.options);
    checkResult(encoder.parameters.copy(parameters), 'describe the stream');
  }
  parameters.extradata = shelf.toAvcConfiguration();
  return parameters;
}

function extraDataOf({ extradata }: CodecParameters): Buffer {
  if (extradata === null) throw new Error('the encoder has no header');
  return extradata;
}
