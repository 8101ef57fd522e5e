import { writeFile } from 'node:fs/promises';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { serveChild, type ChildTurn } from '../../../src/core/media/serve-child.ts';
import {
  connectVideosInputSchema,
  editVideoInputSchema,
  filmPhotoInputSchema,
  filmSceneInputSchema,
  gradeInputSchema,
  paintInputSchema,
} from './child-contract.ts';
import { connectVideos } from './connect/connect-videos.ts';
import { editVideo } from './edit/edit-video.ts';
import { gradePhoto } from './grade/grade-photo.ts';
import type { Memo } from './memo.ts';
import { restPose } from './move/camera.ts';
import { drawFrame } from './move/draw-frame.ts';
import { filmPhoto } from './move/film-photo.ts';
import { filmScene } from './move/film-scene.ts';
import type { FilmWatch } from './move/film.ts';
import { airOf } from './paint/air.ts';
import { paintScene } from './paint/paint-scene.ts';
import type { Scene } from './paint/scene.ts';

/** The scene that was painted last: most pictures are filmed right after. */
let latest: { readonly key: string; readonly scene: Scene } | undefined;

function sceneOf(memo: Memo): Scene {
  const key = JSON.stringify(memo);
  if (latest?.key === key) return latest.scene;
  // Let go of first: two scenes at a time would take twice the memory.
  latest = undefined;
  latest = { key, scene: paintScene(memo.spec, memo, memo.seed) };
  return latest.scene;
}

function watchOf(turn: ChildTurn): FilmWatch {
  return { signal: turn.signal, onPercent: (percent) => turn.report({ percent }) };
}

async function savePng(canvas: Canvas, path: string): Promise<void> {
  await writeFile(path, await canvas.encode('png'));
}

serveChild({
  'paint-scene': async (input) => {
    const { scene: memo, out } = paintInputSchema.parse(input);
    const scene = sceneOf(memo);
    const canvas = createCanvas(memo.width, memo.height);
    drawFrame(canvas.getContext('2d'), scene, restPose, { timeS: 0 });
    await savePng(canvas, out);
    return null;
  },
  'film-scene': async (input, turn) => {
    const { scene: memo, film } = filmSceneInputSchema.parse(input);
    return filmScene(sceneOf(memo), film, watchOf(turn));
  },
  'film-photo': async (input, turn) => {
    const { photo, seed, air, film } = filmPhotoInputSchema.parse(input);
    return filmPhoto(photo, airOf(air, film, seed), film, watchOf(turn));
  },
  'grade-photo': async (input) => {
    const { photo, look, width, height, seed, out } = gradeInputSchema.parse(input);
    await savePng(await gradePhoto(photo, look, { width, height }, seed), out);
    return null;
  },
  'edit-video': async (input, turn) => editVideo(editVideoInputSchema.parse(input), watchOf(turn)),
  'connect-videos': async (input, turn) => connectVideos(connectVideosInputSchema.parse(input), watchOf(turn)),
});
