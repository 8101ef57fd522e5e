import { toMoraError } from '../../../src/core/errors.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { Fleet } from './fleet.ts';
import type { ComfyServer } from './server.ts';
import type { Workflow } from './workflow.ts';

const bytesPerGb = 1024 ** 3;

/** What an operator should know of the servers: whether they are there, and what each can run or lacks. */
export async function inspectFleet(
  fleet: Fleet,
  workflows: readonly Workflow[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  await fleet.look(signal);
  const findings = await Promise.all(fleet.servers.map((server) => inspectServer(fleet, server, workflows, signal)));
  const idle = workflows.filter((workflow) => fleet.stopped(workflow) !== undefined);
  const summary: readonly Finding[] =
    idle.length === workflows.length ? [{ state: 'bad', text: 'ComfyUI: no server can run any workflow' }] : [];
  return [...findings.flat(), ...summary];
}

async function inspectServer(
  fleet: Fleet,
  server: ComfyServer,
  workflows: readonly Workflow[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const called = `ComfyUI at ${server.name}`;
  let there: Finding;
  try {
    const [stats, { running, pending }] = await Promise.all([server.stats(signal), server.queue(signal)]);
    const devices = stats.devices.map(
      ({ name, vram_total: total, vram_free: free }) =>
        `${name} with ${(total / bytesPerGb).toFixed(0)} GB, ${(free / bytesPerGb).toFixed(0)} GB free`,
    );
    const version = stats.system.comfyui_version ?? 'of an unknown version';
    const busy = `${running.length} running, ${pending.length} waiting`;
    there = { state: 'good', text: `${called}: ${version}, ${devices.join('; ') || 'no GPU'}, ${busy}` };
  } catch (error) {
    signal.throwIfAborted();
    const { code } = toMoraError(error);
    const wrong = code === 'unauthorized' ? 'wants a name and password in its address' : 'does not answer';
    return [{ state: 'bad', text: `${called} ${wrong}` }];
  }
  const each = workflows.map((workflow): Finding => {
    const { name } = workflow;
    const obstacles = fleet.obstacles(server, workflow);
    if (obstacles.length === 0) return { state: 'good', text: `${called}: comfyui/${name} can run` };
    return { state: 'note', text: `${called}: comfyui/${name} cannot run: ${obstacles.join('; ')}` };
  });
  return [there, ...each];
}
