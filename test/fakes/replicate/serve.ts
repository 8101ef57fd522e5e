import { once } from 'node:events';
import { allModels } from '../../../workers/providers/replicate/models/all-models.ts';
import { startFakeReplicate } from './fake-replicate.ts';

// Run as a program it serves the studio's models until it is asked to end, and says where on its first line.
const fake = await startFakeReplicate(allModels);
process.stdout.write(`${fake.url}\n`);
await once(process, 'SIGTERM');
await fake[Symbol.asyncDispose]();
