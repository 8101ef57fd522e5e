import { PlanarVideoEncoder } from '../../../../src/core/media/planar-video-encoder.ts';
import type { ConnectVideosInput, ConnectVideosOutput } from '../child-contract.ts';
import type { FilmWatch } from '../move/film.ts';
import { readTransition } from '../understand/read-transition.ts';
import { chooseTransition, type Choice } from './choose-transition.ts';
import { openComposer } from './compose.ts';
import { firstPictures, lastPictures } from './read-ends.ts';
import { picturesNeeded, studyEnds } from './study-ends.ts';
import type { Ends, Transition } from './transition.ts';
import { openDissolve } from './transitions/dissolve.ts';
import { openMorph } from './transitions/morph.ts';
import { openPush } from './transitions/push.ts';
import { openWhip } from './transitions/whip.ts';
import { openZoomThrough } from './transitions/zoom-through.ts';

/**
 * Finer than the studio's masters: the seams are right beside frames that were not encoded again, and at the masters'
 * quality the grain that is lost there shows as a step (measured: 2.2 of 255 a pixel, 1.6 at this one).
 */
const quality = { crf: 12 } as const;

/**
 * Makes what plays between two videos: exactly `frames` frames that come after the first's last one and before the
 * second's first one, neither of them repeated. The motion of both goes on under it. The same videos, words and seed
 * give the same bytes. Leaves no file when it is stopped or fails. Throws `bad-media`.
 */
export async function connectVideos(
  order: ConnectVideosInput,
  { signal, onPercent }: FilmWatch,
): Promise<ConnectVideosOutput> {
  const { width, height, fps, frames, path } = order;
  const shape = { width, height, fps };
  const first = await lastPictures(order.first, shape, picturesNeeded(fps), signal);
  const second = await firstPictures(order.second, shape, picturesNeeded(fps), signal);
  const [leave, arrive] = [first.at(-1), second[0]];
  if (leave === undefined || arrive === undefined) throw new Error('a video without pictures');
  const { ends, evidence } = studyEnds(first, second, fps);
  const wish = readTransition(order.words);
  const choice = chooseTransition(
    order.kind === undefined ? wish : { ...wish, kind: order.kind },
    evidence,
    order.seed,
  );
  const transition = openTransition(choice, ends);
  const compose = openComposer(leave, arrive, ends.there);
  await using encoder = await PlanarVideoEncoder.open({ path, width, height, fps, quality });
  for (let index = 1; index <= frames; index++) {
    signal.throwIfAborted();
    const progress = index / (frames + 1);
    await encoder.write(compose(transition({ width, height, progress, steps: frames + 1 })));
    onPercent(Math.floor((index / frames) * 100));
  }
  return { facts: await encoder.finish(), ...choice };
}

function openTransition({ kind, direction }: Choice, ends: Ends): Transition {
  switch (kind) {
    case 'dissolve':
      return openDissolve(ends);
    case 'push':
      return openPush(ends, direction);
    case 'whip':
      return openWhip(ends, direction);
    case 'zoom-through':
      return openZoomThrough(ends);
    case 'morph':
      return openMorph(ends);
  }
}
