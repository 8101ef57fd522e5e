import { randomUUID } from 'node:crypto';
import type { Clip } from '../../src/core/outcome.ts';
import type { TestStudio } from './test-studio.ts';

/** A finished video, two seconds long as it says, whose few bytes are kept in a studio. */
export async function keepClip({ artifacts }: Pick<TestStudio, 'artifacts'>): Promise<Clip> {
  const bytes = new TextEncoder().encode('frames');
  const id = `task-contract-${randomUUID()}`;
  const { id: video, sha256 } = await artifacts.put(`${id}-video`, 'video/mp4', { bytes });
  const { id: poster } = await artifacts.put(`${id}-poster`, 'image/png', { bytes });
  const facts = { width: 1024, height: 576, fps: 24, frames: 48, durationS: 2, codec: 'h264' };
  const stages = [
    { key: 'prompt', agent: 'prompt' as const, provider: 'sketch', label: 'sketch (no model)', version: '2', ms: 5 },
  ];
  const about = { seed: 0, prompt: 'a paper boat', sound: false, notes: [], nsfw: false };
  return { video, poster, facts, sizeBytes: bytes.length, sha256, ...about, stages };
}
