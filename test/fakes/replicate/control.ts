import { z } from 'zod';
import { jsonOf, type Answer } from './api.ts';
import { tellPrediction } from './predictions.ts';
import { faultSchema, knobsSchema, scriptSchema } from './script.ts';
import type { SideDoor } from './server.ts';
import type { World } from './world.ts';

const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('next'), script: scriptSchema }),
  z.object({ do: z.literal('fault'), fault: faultSchema }),
  z.object({ do: z.literal('set'), knobs: knobsSchema.partial() }),
  z.object({ do: z.literal('release'), id: z.string() }),
  /** Lets all end that are held. */
  z.object({ do: z.literal('release-all') }),
]);

/** For tests in other processes: `POST /_control` takes a command, `GET /_seen` tells what happened. */
export function createControl(world: World): SideDoor {
  return async (method, url, bytes) => {
    if (method === 'GET' && url.pathname === '/_seen') return { status: 200, json: seen(world) };
    if (method !== 'POST' || url.pathname !== '/_control') return undefined;
    const command = commandSchema.parse(jsonOf(bytes));
    switch (command.do) {
      case 'next':
        world.predictions.scripts.push(command.script);
        break;
      case 'fault':
        world.faults.push(command.fault);
        break;
      case 'set':
        // Undefined is not among what a JSON can hold; zod's type of a part says it is.
        world.set(command.knobs as Parameters<World['set']>[0]);
        break;
      case 'release':
      case 'release-all':
        for (const prediction of world.predictions.all) {
          if (command.do === 'release-all' || prediction.id === command.id) await world.predictions.release(prediction);
        }
    }
    return { status: 200, json: { ok: true } } satisfies Answer;
  };
}

function seen(world: World): unknown {
  return {
    requests: world.seen,
    predictions: world.predictions.all.map((one) => tellPrediction(one, world.origin, world.knobs)),
    webhooks: world.webhooks.sent,
    files: [...world.files.values()].map(({ id, name, contentType, sha256 }) => ({ id, name, contentType, sha256 })),
  };
}
