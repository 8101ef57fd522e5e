import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Whether a system's own FFmpeg is there to judge our files; the product never needs it. Without it the tests that ask
 * are skipped and say so; with MORA_TEST_REQUIRE=all they fail instead.
 */
export function hasSystemFfmpeg(): boolean {
  const found = ['ffmpeg', 'ffprobe'].every((name) => spawnSync(name, ['-version']).status === 0);
  if (!found) {
    const sentence = 'ffmpeg and ffprobe are not on the PATH: cross-checks are skipped (apt-get install ffmpeg)';
    if (process.env['MORA_TEST_REQUIRE'] === 'all') throw new Error(sentence);
    process.stderr.write(`${sentence}\n`);
  }
  return found;
}

export async function ffmpeg(...parameters: readonly string[]): Promise<string> {
  const { stderr } = await run('ffmpeg', ['-hide_banner', '-nostdin', '-y', ...parameters]);
  return stderr;
}

/** What ffprobe says of the first video stream and the container, as it says it. */
export async function ffprobe(path: string): Promise<{
  streams: { [name: string]: unknown }[];
  format: { tags?: Record<string, string> };
}> {
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-count_frames',
    '-select_streams',
    'v:0',
    '-show_streams',
    '-show_format',
    '-of',
    'json',
    path,
  ]);
  return JSON.parse(stdout) as Awaited<ReturnType<typeof ffprobe>>;
}

/** A digest of each frame of a video as the system's FFmpeg decodes it. */
export async function frameDigests(path: string): Promise<string[]> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-nostdin', '-i', path, '-map', '0:v', '-f', 'framemd5', '-']);
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.split(',').at(-1)?.trim() ?? '');
}
