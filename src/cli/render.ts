import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { openDesk } from '../bots/desk.ts';
import type { Card } from '../bots/card.ts';
import { checkPlace, createTerminalAdapter } from '../bots/terminal/terminal-adapter.ts';
import { progressLine } from '../bots/terminal/progress-bar.ts';
import { commandsFor } from '../commands/index.ts';
import type { Config } from '../core/config.ts';
import { MoraError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import type { IncomingFile } from '../core/studio/incoming.ts';
import { taskIdOf } from '../core/studio/studio.ts';
import { checkReadable } from './check-readable.ts';
import { openHouse } from './house.ts';
import { parseRenderArguments } from './render-arguments.ts';
import { setUp } from './set-up.ts';
import type { Terminal } from './terminal.ts';

/** Aborted work is left to be resumed, but a rendering has no next start: nothing is waited for. */
const graceMs = 0;

/** `mora render`: one task through the same studio, queue and workers as a chat's, into a file. Throws `MoraError`. */
export async function render(
  args: readonly string[],
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
  logger: Logger,
  stop: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  const setup = await setUp(config);
  const commands = commandsFor(setup.arrangement.pipelines);
  const { command, options, outPath, imagePath, videoPaths, json } = parseRenderArguments(args, commands);
  if (imagePath !== undefined) await checkReadable(imagePath, '--image');
  for (const file of videoPaths) await checkReadable(file, '--video');
  await checkPlace(outPath);
  const own =
    environment['MORA_DATA_DIR'] === undefined ? await mkdtemp(path.join(tmpdir(), 'mora-render-')) : undefined;
  await using opened = new AsyncDisposableStack();
  if (own !== undefined) opened.defer(() => rm(own, { recursive: true, force: true }));
  const house = await openHouse({ ...config, dataDir: own ?? config.dataDir }, logger, setup);
  opened.defer(() => house.close());

  const sourceId = `render-${randomUUID()}`;
  const show = (card: Card): void => terminal.progress(progressLine(card));
  const adapter = createTerminalAdapter(taskIdOf('terminal', sourceId), house.artifacts, outPath, show);
  const desk = await openDesk({ adapter, studio: house.studio, queue: house.queue, logger });
  opened.defer(() => desk.stop(graceMs));
  await house.startCrew();

  const person = { platform: 'terminal', id: 'you', name: 'you', moderator: true };
  const thread = { platform: 'terminal', space: 'local', channel: 'terminal', thread: sourceId };
  const images = imagePath === undefined ? [] : [localFile(imagePath)];
  const videos = videoPaths.map(localFile);
  const context = { studio: house.studio, person, thread, sourceId, images, videos, signal: stop };
  const reply = await command.run(options, context);
  if (reply.kind !== 'task') throw new MoraError('bad-input', 'This command makes no video.');
  const cancel = (): void => {
    house.studio.cancel(reply.taskId, person).catch((error: unknown) => logger.error({ err: error }, 'cancel-failed'));
  };
  stop.addEventListener('abort', cancel, { once: true });
  const { status, text, clip } = await adapter.delivered;
  terminal.endProgress();
  if (clip === undefined) {
    throw new MoraError(status === 'cancelled' ? 'cancelled' : 'provider-failed', text);
  }
  const { facts, sizeBytes, sha256, sound, notes, stages } = clip;
  const makers = [...new Set(stages.filter((stage) => stage.agent !== 'finish').map((stage) => stage.provider))];
  const summary = {
    taskId: reply.taskId,
    kind: command.name,
    file: outPath,
    ...facts,
    sound,
    bytes: sizeBytes,
    sha256,
    provider: makers.join('+'),
    notes,
    stages: stages.map(({ key, agent, provider, ms }) => ({ key, agent, provider, ms })),
  };
  if (json) terminal.print(JSON.stringify(summary));
  else {
    const size = `${facts.width}×${facts.height}, ${facts.durationS} s, ${facts.fps} fps, ${Math.ceil(sizeBytes / 1024)} KB`;
    terminal.print(`${outPath}: ${size}, by ${summary.provider}`);
    for (const note of notes) terminal.print(note);
  }
}

function localFile(file: string): IncomingFile {
  return {
    name: path.basename(file),
    // Node types the web stream it makes without the kind of its chunks; a file's chunks are bytes.
    open: () => Promise.resolve(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>),
  };
}
