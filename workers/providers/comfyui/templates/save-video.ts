import type { Graph } from '../workflow.ts';

/**
 * Writes frames as an H.264 MP4. Newer versions of ComfyUI ask for the codec within the format (`format.codec`), older
 * ones beside it; each ignores the other's.
 */
export function saveVideo(frames: [string, number], fps: number, ids: { create: string; save: string }): Graph {
  return {
    [ids.create]: { class_type: 'CreateVideo', inputs: { images: frames, fps } },
    [ids.save]: {
      class_type: 'SaveVideo',
      inputs: {
        video: [ids.create, 0],
        filename_prefix: 'mora',
        format: 'mp4',
        codec: 'h264',
        'format.codec': 'h264',
      },
    },
  };
}
