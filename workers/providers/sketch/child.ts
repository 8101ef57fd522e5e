import { writeFile } from 'node:fs/promises';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { serveChild, type ChildTurn } from '../../../src/core/media/serve-child.ts';
import {
  connectVideosInputSchema,
  editVideoInputSchema,
  filmPhotoInputSchema,
  filmSceneInputSchema,
  filmWorldInputSchema,
  gradeInputSchema,
  paintInputSchema,
  paintWorldInputSchema,
  toJson,
} from './child-contract.ts';
import { connectVideos } from './connect/connect-videos.ts';
import { editVideo } from './edit/edit-video.ts';
import { gradeCanvas, gradePhoto } from './grade/grade-photo.ts';
import type { Memo, WorldMemo } from './memo.ts';
import { restPose } from './move/camera.ts';
import { drawFrame } from './move/draw-frame.ts';
import { filmPhoto } from './move/film-photo.ts';
import { filmScene } from './move/film-scene.ts';
import { filmWorld, seeWorld } from './move/film-world.ts';
import type { FilmWatch } from './move/film.ts';
import { airOf } from './paint/air.ts';
import { paintScene } from './paint/paint-scene.ts';
import type { Scene } from './paint/scene.ts';
import { createWorld, type World } from './world/render.ts';

/** Several times what the largest film takes. */
const maxMegabytes = 2_400;

/** The scene that was painted last: most pictures are filmed right after. */
let latest: { readonly key: string; readonly scene: Scene } | undefined;

function sceneOf({ spec, width, height, seed }: Memo): Scene {
  const key = JSON.stringify({ spec, width, height, seed });
  if (latest?.key === key) return latest.scene;
  // Let go of first: two scenes at a time would take twice the memory.
  latest = undefined;
  latestWorld = undefined;
  latest = { key, scene: paintScene(spec, { width, height }, seed) };
  return latest.scene;
}

/** The world that was built last, likewise. */
let latestWorld: { readonly key: string; readonly world: World } | undefined;

function worldOf({ world: spec, width, height, seed }: WorldMemo): World {
  const key = JSON.stringify({ spec, width, height, seed });
  if (latestWorld?.key === key) return latestWorld.world;
  latest = undefined;
  latestWorld = undefined;
  latestWorld = { key, world: createWorld(spec, seed, { width, height }) };
  return latestWorld.world;
}

function watchOf(turn: ChildTurn): FilmWatch {
  return { signal: turn.signal, onPercent: (percent) => turn.report({ percent }) };
}

async function savePng(canvas: Canvas, path: string): Promise<void> {
  await writeFile(path, await canvas.encode('png'));
}

serveChild(
  {
    'paint-scene': async (input) => {
      const { scene: memo, out } = paintInputSchema.parse(input);
      const scene = sceneOf(memo);
      const canvas = createCanvas(memo.width, memo.height);
      drawFrame(canvas.getContext('2d'), scene, restPose, { timeS: 0 });
      await savePng(memo.look === undefined ? canvas : gradeCanvas(canvas, memo.look, memo.seed), out);
      return null;
    },
    'paint-world': async (input) => {
      const { world: memo, out } = paintWorldInputSchema.parse(input);
      await savePng(seeWorld(worldOf(memo), memo.pace ?? 'normal', memo.width, memo.height), out);
      return null;
    },
    'film-world': async (input, turn) => {
      const { world: memo, film } = filmWorldInputSchema.parse(input);
      return toJson(await filmWorld(worldOf(memo), memo, film, watchOf(turn)));
    },
    'film-scene': async (input, turn) => {
      const { scene: memo, film } = filmSceneInputSchema.parse(input);
      return toJson(await filmScene(sceneOf(memo), memo, film, watchOf(turn)));
    },
    'film-photo': async (input, turn) => {
      const { photo: path, seed, air, played, bare, film } = filmPhotoInputSchema.parse(input);
      return toJson(await filmPhoto({ path, air: airOf(air, film, seed), played, bare }, film, watchOf(turn)));
    },
    'grade-photo': async (input) => {
      const { photo, look, width, height, seed, out } = gradeInputSchema.parse(input);
      await savePng(await gradePhoto(photo, look, { width, height }, seed), out);
      return null;
    },
    'edit-video': async (input, turn) => editVideo(editVideoInputSchema.parse(input), watchOf(turn)),
    'connect-videos': async (input, turn) => connectVideos(connectVideosInputSchema.parse(input), watchOf(turn)),
  },
  { maxMegabytes },
);
