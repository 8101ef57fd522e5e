import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ArtifactStore } from '../../src/core/artifacts/artifact-store.ts';
import type { JsonValue } from '../../src/core/provider.ts';

/** What is written before a generation is begun: whoever finds it knows that it may have begun. */
const begunSchema = z.object({
  /** Tells who wrote it, where two did at once. */
  nonce: z.string(),
  atMs: z.number(),
  /** What it was begun with, for looking for it and for stopping it later. */
  input: z.json(),
});

const endedSchema = z.object({
  /** Whether it had begun at all. */
  begun: z.boolean(),
  costUsd: z.number().nonnegative().optional(),
  /** What was made, where something was. */
  made: z.json().optional(),
});

/** How a generation ended, for good. */
export type Ended = z.infer<typeof endedSchema>;

/** A generation that a provider was, or may have been, asked for. */
export interface Generation {
  /** Unique, and the same for whoever goes on with it: lower-case letters, digits, dashes. */
  readonly mark: string;
  readonly markedAtMs: number;
  readonly input: JsonValue;
  /** Whether this very call wrote it down: then nobody else may begin it. */
  readonly mine: boolean;
}

/** A generation with its end, where it has one. */
export interface Entry {
  readonly generation: Generation;
  readonly ended: Ended | undefined;
}

/**
 * What one provider was asked for in one stage, kept write-once in the artifact store: every process that comes to the
 * stage reads the same.
 */
export interface Journal {
  /** All generations so far, the oldest first. */
  read(): Promise<readonly Entry[]>;
  /** Writes down that the next one begins. Of two processes that do so at once one gets it as its own. */
  begin(input: JsonValue): Promise<Generation>;
  /** What the provider calls it, once that is known. */
  operation(generation: Generation): Promise<JsonValue | undefined>;
  keepOperation(generation: Generation, operation: JsonValue): Promise<void>;
  /** The first end that is written counts. */
  end(generation: Generation, ended: Ended): Promise<void>;
}

/** Opens the journal of a provider in a stage. */
export function openJournal(artifacts: ArtifactStore, stageId: string, provider: string): Journal {
  const markOf = (number: number): string => `${stageId}-${slugOf(provider)}-${number}`;

  async function readRecord<T>(id: string, schema: z.ZodType<T>): Promise<T | undefined> {
    if ((await artifacts.find(id)) === undefined) return undefined;
    return schema.parse(await new Response(await artifacts.read(id)).json());
  }

  async function keep(id: string, record: unknown): Promise<void> {
    await artifacts.put(id, 'application/json', { bytes: new TextEncoder().encode(JSON.stringify(record)) });
  }

  async function generationAt(number: number, nonce?: string): Promise<Generation | undefined> {
    const mark = markOf(number);
    const begun = await readRecord(`${mark}-begun`, begunSchema);
    if (begun === undefined) return undefined;
    return { mark, markedAtMs: begun.atMs, input: begun.input, mine: begun.nonce === nonce };
  }

  async function read(): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for (let number = 1; ; number += 1) {
      const generation = await generationAt(number);
      if (generation === undefined) return entries;
      entries.push({ generation, ended: await readRecord(`${generation.mark}-ended`, endedSchema) });
    }
  }

  return {
    read,
    async begin(input) {
      const number = (await read()).length + 1;
      const nonce = randomUUID();
      await keep(`${markOf(number)}-begun`, { nonce, atMs: Date.now(), input });
      const generation = await generationAt(number, nonce);
      if (generation === undefined) throw new Error('what was written is not there');
      return generation;
    },
    operation: ({ mark }) => readRecord(`${mark}-operation`, z.json()),
    keepOperation: ({ mark }, operation) => keep(`${mark}-operation`, operation),
    end: ({ mark }, ended) => keep(`${mark}-ended`, ended),
  };
}

/** Dollars that the generations cost which have ended. */
export function spentUsd(entries: readonly Entry[]): number {
  return entries.reduce((sum, { ended }) => sum + (ended?.costUsd ?? 0), 0);
}

/** Longest part of an artifact's id that names a provider: the whole id has at most 121 characters. */
const maxSlug = 40;

function slugOf(provider: string): string {
  return provider
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, maxSlug);
}
