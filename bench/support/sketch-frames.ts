import { createCanvas } from '@napi-rs/canvas';
import { sizeOf } from '../../src/core/size.ts';
import { planCamera } from '../../workers/providers/sketch/move/camera.ts';
import { drawFrame } from '../../workers/providers/sketch/move/draw-frame.ts';
import { paintGrain } from '../../workers/providers/sketch/move/grain.ts';
import { paintScene } from '../../workers/providers/sketch/paint/paint-scene.ts';
import { readScene } from '../../workers/providers/sketch/understand/read-scene.ts';
import { readShot } from '../../workers/providers/sketch/understand/read-shot.ts';

/** The very frames that the sketch makes of a prompt in five seconds, as RGBA, before any encoding. */
export async function sketchFrames(prompt: string, seed: number): Promise<Buffer[]> {
  const durationS = 5;
  const fps = 24;
  const size = sizeOf('16:9');
  const shot = readShot({ kind: 't2v', prompt, durationS });
  const scene = paintScene(readScene(shot.prompt), size, seed);
  const poseAt = planCamera(shot.camera, shot.pace, durationS);
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  const grain = paintGrain(size);
  const frames: Buffer[] = [];
  for (let frame = 0; frame < durationS * fps; frame += 1) {
    drawFrame(context, scene, poseAt(frame / (durationS * fps - 1)), { timeS: frame / fps });
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(grain, 0, 0);
    frames.push(Buffer.from(canvas.data()));
    // The canvas gives its copies back only when it is left alone.
    await new Promise(setImmediate);
  }
  return frames;
}
