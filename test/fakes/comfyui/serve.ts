import { once } from 'node:events';
import { startFakeComfyui } from './fake-comfyui.ts';

// Run as `serve.ts [port]` it serves until it is asked to end, and says where on its first line.
const fake = await startFakeComfyui({ port: Number(process.argv[2] ?? 0) });
process.stdout.write(`${fake.url}\n`);
await once(process, 'SIGTERM');
await fake[Symbol.asyncDispose]();
