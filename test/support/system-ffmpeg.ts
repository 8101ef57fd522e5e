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

/** What ffprobe says of a stream, the first of the picture if not told, and of the container, as it says it. */
export async function ffprobe(
  path: string,
  stream = 'v:0',
): Promise<{
  streams: { [name: string]: unknown }[];
  format: { tags?: Record<string, string> };
}> {
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-count_frames',
    '-select_streams',
    stream,
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

/** The first channel of a video's sound from the first frame on, as the system's FFmpeg plays it; −1 to 1. */
export async function soundSamples(path: string, samplesPerSecond: number): Promise<Float32Array> {
  const filter = 'aresample=async=1:first_pts=0,pan=mono|c0=c0';
  const options = ['-v', 'error', '-nostdin', '-i', path, '-map', '0:a', '-af', filter, '-ar', `${samplesPerSecond}`];
  const { stdout } = await run('ffmpeg', [...options, '-f', 'f32le', '-'], {
    encoding: 'buffer',
    maxBuffer: 100_000_000,
  });
  return new Float32Array(new Uint8Array(stdout).buffer);
}
