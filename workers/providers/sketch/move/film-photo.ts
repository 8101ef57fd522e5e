import type { VideoFacts } from '../../../../src/core/agents.ts';
import type { Size } from '../../../../src/core/size.ts';
import type { Context, Layer } from '../paint/scene.ts';
import { lookAt, restPose } from './camera.ts';
import { film, type FilmOrder, type FilmWatch } from './film.ts';
import { planPhotoCamera, type PhotoView } from './photo-camera.ts';
import { coverCrop, cutOut, reachableCrop, readPhoto, scalePhoto } from './photo.ts';

/** The longest pan sees this many frames side by side. */
const widestTravel = 1.6;

/** Films a photograph: the camera moves over it, and what the air carries drifts before it. */
export async function filmPhoto(
  photoPath: string,
  air: readonly Layer[],
  order: FilmOrder,
  watch: FilmWatch,
): Promise<VideoFacts> {
  const photo = await readPhoto(photoPath);
  const part = cutOut(photo, reachableCrop(photo, order, widestTravel));
  const picture: Size = { width: part.width, height: part.height };
  const viewAt = planPhotoCamera(order.camera, order.pace, order.durationS, picture, order);
  const first = viewAt(0).zoom;
  const last = viewAt(1).zoom;
  // Scaled once, to the size between its largest and its smallest: then no frame scales by much, and nothing shimmers.
  const scale = Math.sqrt(first * last) * (order.width / coverCrop(picture, order).width);
  const scaled = scalePhoto(part, { width: picture.width * scale, height: picture.height * scale });
  const shrink = { x: scaled.width / picture.width, y: scaled.height / picture.height };
  return film(
    order,
    function* (context, { timeS, progress }) {
      aim(context, picture, order, viewAt(progress));
      context.scale(1 / shrink.x, 1 / shrink.y);
      context.imageSmoothingQuality = 'high';
      context.drawImage(scaled, 0, 0);
      yield;
      for (const layer of air) {
        context.save();
        lookAt(context, order, restPose, layer.depth);
        layer.draw(context, { timeS });
        context.restore();
      }
    },
    watch,
  );
}

/** Sets a context to pixels of the picture, seen by a view. */
function aim(context: Context, picture: Size, frame: Size, view: PhotoView): void {
  const scale = (view.zoom * frame.width) / coverCrop(picture, frame).width;
  context.setTransform(1, 0, 0, 1, frame.width / 2, frame.height / 2);
  context.rotate(view.lean);
  context.scale(scale, scale);
  context.translate(-view.x * picture.width, -view.y * picture.height);
}
