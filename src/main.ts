import { enableCompileCache } from 'node:module';
import { processTerminal } from './cli/terminal.ts';
import { readConfig } from './core/config.ts';
import { MoraError, systemCode, toMoraError, type ErrorCode } from './core/errors.ts';
import { createLogger } from './core/log.ts';

/** What the person at the command line can mend by another command or setting. */
const badInput: ReadonlySet<ErrorCode> = new Set([
  'bad-input',
  'bad-media',
  'not-supported',
  'configuration',
  'port-in-use',
  'data-directory-in-use',
  'data-directory-broken',
  'disk-full',
]);

const usage = `The mora command:
  start                     the studio with its chats
  worker                    works on stages for a studio elsewhere
  render KIND --out FILE …  makes one video into a file
  pipeline KIND …           prints what would be done for a request, and by whom
  register                  tells Discord which commands there are
  forget PLATFORM SPACE     removes all that is kept of a workspace or server
  slack-manifest            prints the text from which Slack creates the app
  doctor [--live]           says what is configured and what is missing; --live tries the models for a few cents`;

async function run(args: readonly string[], stop: AbortSignal): Promise<void> {
  const [name, ...rest] = args;
  loadSettings();
  const config = readConfig(process.env);
  const terminal = processTerminal(process.stdout, process.stderr);
  // These are for a person at a terminal: the log would be noise there.
  const isForPerson = name === 'render' || name === 'forget';
  const logger = createLogger(isForPerson && process.env['LOG_LEVEL'] === undefined ? 'error' : config.logLevel);
  switch (name) {
    case 'start': {
      const { start } = await import('./cli/start.ts');
      return start(config, logger, stop, terminal.print);
    }
    case 'worker': {
      const { worker } = await import('./cli/worker.ts');
      return worker(config, logger, stop, terminal.print);
    }
    case 'render': {
      const { render } = await import('./cli/render.ts');
      return render(rest, config, process.env, logger, stop, terminal);
    }
    case 'pipeline': {
      const { pipeline } = await import('./cli/pipeline.ts');
      return pipeline(rest, config, logger, stop, terminal.print);
    }
    case 'register': {
      const { register } = await import('./cli/register.ts');
      return register(config, stop, terminal.print);
    }
    case 'slack-manifest': {
      const { printSlackManifest } = await import('./cli/slack-manifest.ts');
      return printSlackManifest(rest, config, terminal.print);
    }
    case 'forget': {
      const { forget } = await import('./cli/forget.ts');
      return forget(rest, config, logger, terminal.print);
    }
    case 'doctor': {
      const { doctor } = await import('./cli/doctor/doctor.ts');
      if (!(await doctor(rest, config, terminal.print))) process.exitCode = 1;
      return;
    }
    default:
      throw new MoraError('bad-input', `${name === undefined ? 'Say what to do' : `There is no “${name}”`}. ${usage}`);
  }
}

/** Settings of `.env`, where it is; the environment's own win. */
function loadSettings(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

// Most of a start is reading and compiling modules: the second one finds that done. The commands come after it.
enableCompileCache();
const stopping = new AbortController();
/** Milliseconds from a signal to the end at the latest. */
const stopWithinMs = 18_000;
/** The same from a command's failure. */
const leaveWithinMs = 5_000;
/** Milliseconds between two looks whether npm is still there. */
const parentLookMs = 500;
function beginToStop(): void {
  if (stopping.signal.aborted) return;
  stopping.abort();
  // What hangs is as resumable as what is killed; supervisors wait no longer than this without a kill of their own.
  setTimeout(() => {
    process.stderr.write('It did not stop in time and ends now; the next start goes on.\n');
    process.exit(1);
  }, stopWithinMs).unref();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    // The second time is a wish to be gone at once.
    if (stopping.signal.aborted) process.exit(1);
    beginToStop();
  });
}
// npm passes a signal on to a shell, which dies of it and tells nobody.
if (process.env['npm_lifecycle_event'] !== undefined) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) beginToStop();
  }, parentLookMs).unref();
}

try {
  await run(process.argv.slice(2), stopping.signal);
} catch (error) {
  const failure = toMoraError(error);
  process.stderr.write(`${failure.userMessage}\n`);
  if (failure.code === 'internal') process.stderr.write(`${failure.message}\n`);
  process.exitCode = badInput.has(failure.code) ? 2 : 1;
  // Whatever a start that failed half-way left open keeps no process alive that does nothing.
  setTimeout(() => process.exit(), leaveWithinMs).unref();
}
