import { createCanvas } from '@napi-rs/canvas';
import type { Size } from '../../../../src/core/size.ts';
import type { Played } from '../memo.ts';
import type { Context, Layer } from '../paint/scene.ts';
import { lookAt, restPose } from './camera.ts';
import { film, type FilmOrder, type FilmWatch } from './film.ts';
import { progressIn, startsAnew } from './film-part.ts';
import type { Filmed } from './film-scene.ts';
import {
  fullView,
  planPhotoCamera,
  planPhotoOnward,
  placeOfView,
  viewOf,
  viewTravel,
  type PhotoView,
} from './photo-camera.ts';
import { coverCrop, cutOut, reachableCrop, readPhoto, scalePhoto } from './photo.ts';

/** The longest pan sees this many frames side by side. */
const widestTravel = 1.6;

/** What falls before a frame of somebody's video begins to fall this softly, in seconds. */
const airFadeS = 1.5;

/** A photograph to film. */
export interface PhotoOrder {
  readonly path: string;
  /** What the air before it carries. */
  readonly air: readonly Layer[];
  /** What of a film over it has played; then this goes on from there. */
  readonly played: Played | undefined;
  /** Whether it is a frame of somebody's video: the film then begins with that very picture. */
  readonly bare: boolean;
}

/** Films a photograph: the camera moves over it, and what the air carries drifts before it. */
export async function filmPhoto(photo: PhotoOrder, order: FilmOrder, watch: FilmWatch): Promise<Filmed> {
  const { bare, played } = photo;
  const image = await readPhoto(photo.path);
  const part = cutOut(image, reachableCrop(image, order, widestTravel));
  const picture: Size = { width: part.width, height: part.height };
  const { from, to, at: viewAt } = journeyOf(photo, picture, order);
  // Scaled once, to the size between its largest and its smallest: then no frame scales by much, and nothing shimmers.
  // A frame of a video keeps its size: the film must begin with that very picture.
  const zoom = bare ? 1 : Math.sqrt(viewAt(0).zoom * viewAt(1).zoom);
  const scale = zoom * (order.width / coverCrop(picture, order).width);
  const scaled = scalePhoto(part, { width: picture.width * scale, height: picture.height * scale });
  const shrink = { x: scaled.width / picture.width, y: scaled.height / picture.height };
  const fromS = played?.timeS ?? 0;
  const drawAir = openAir(photo.air, order);
  const facts = await film(
    order,
    function* (context, { timeS, frame }) {
      aim(context, picture, order, viewAt(progressIn(order, frame)));
      context.scale(1 / shrink.x, 1 / shrink.y);
      context.imageSmoothingQuality = 'high';
      context.drawImage(scaled, 0, 0);
      yield;
      drawAir(context, fromS + timeS, bare ? Math.min(1, (fromS + timeS) / airFadeS) : 1);
    },
    watch,
    { grain: !bare },
  );
  const last = facts.frames - 1;
  const at = placeOfView(viewAt(progressIn(order, last)));
  return { facts, played: { timeS: fromS + last / order.fps, from: placeOfView(from), to: placeOfView(to), at } };
}

interface Journey {
  readonly from: PhotoView;
  readonly to: PhotoView;
  readonly at: (progress: number) => PhotoView;
}

function journeyOf({ bare, played }: PhotoOrder, picture: Size, order: FilmOrder): Journey {
  const { camera, pace, part } = order;
  const at = planPhotoCamera(camera, pace, part.totalS, picture, order);
  if (played === undefined && !bare) return { from: at(0), to: at(1), at };
  if (played === undefined || startsAnew(order)) {
    return planPhotoOnward(camera, at, played === undefined ? fullView : viewOf(played.at));
  }
  const [from, to] = [viewOf(played.from), viewOf(played.to)];
  const onItsWay = !bare && at(0).x === from.x && at(0).y === from.y && at(0).zoom === from.zoom;
  // A film that began here goes its own way, which need not be straight.
  return { from, to, at: onItsWay ? at : viewTravel(from, to) };
}

/** Draws what the air carries, more or less of it. */
function openAir(air: readonly Layer[], size: Size): (context: Context, timeS: number, share: number) => void {
  const veil = createCanvas(size.width, size.height);
  const draw = (context: Context, timeS: number): void => {
    for (const layer of air) {
      context.save();
      lookAt(context, size, restPose, layer.depth);
      layer.draw(context, { timeS });
      context.restore();
    }
  };
  return (context, timeS, share) => {
    if (air.length === 0 || share <= 0) return;
    if (share >= 1) {
      draw(context, timeS);
      return;
    }
    const veiled = veil.getContext('2d');
    veiled.clearRect(0, 0, size.width, size.height);
    draw(veiled, timeS);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = share;
    context.drawImage(veil, 0, 0);
    context.globalAlpha = 1;
  };
}

/** Sets a context to pixels of the picture, seen by a view. */
function aim(context: Context, picture: Size, frame: Size, view: PhotoView): void {
  const scale = (view.zoom * frame.width) / coverCrop(picture, frame).width;
  context.setTransform(1, 0, 0, 1, frame.width / 2, frame.height / 2);
  context.rotate(view.lean);
  context.scale(scale, scale);
  context.translate(-view.x * picture.width, -view.y * picture.height);
}
