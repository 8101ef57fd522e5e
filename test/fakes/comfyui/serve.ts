import { once } from 'node:events';
import { startFakeComfyui } from './fake-comfyui.ts';

// Run as a program it serves until it is asked to end, and says where on its first line.
const fake = await startFakeComfyui();
process.stdout.write(`${fake.url}\n`);
await once(process, 'SIGTERM');
await fake[Symbol.asyncDispose]();
