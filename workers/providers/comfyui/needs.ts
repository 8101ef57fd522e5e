import { z } from 'zod';
import type { NodeInfo } from './answers.ts';
import { whereToGet } from './model-files.ts';
import { isLink, type Graph, type Workflow } from './workflow.ts';

/** What a server knows: what each node takes, undefined for nodes that it lacks. */
export type KnownNodes = ReadonlyMap<string, NodeInfo | undefined>;

/** The kinds of nodes that workflows are made of. */
export function kindsOf(workflows: readonly Workflow[]): readonly string[] {
  return [...new Set(workflows.flatMap(({ graph }) => Object.values(graph).map((node) => node.class_type)))].toSorted();
}

/** What a workflow lacks on a server, each in a sentence with what to do. Empty where it can run. */
export function lacks({ graph, inputs }: Workflow, known: KnownNodes): readonly string[] {
  const written = new Set(
    Object.values(inputs).flatMap((places) => places.map(({ node, input }) => `${node}.${input}`)),
  );
  return [
    ...new Set(
      Object.entries(graph).flatMap(([id, node]): string[] => {
        const info = known.get(node.class_type);
        if (info === undefined) return [`it has no node ${node.class_type}: update ComfyUI or install what brings it`];
        return Object.entries(node.inputs).flatMap(([input, value]): string[] => {
          const choices = choicesOf(info, input);
          if (choices === undefined || typeof value !== 'string' || written.has(`${id}.${input}`)) return [];
          return choose(value, choices) === undefined ? [missing(node.class_type, input, value)] : [];
        });
      }),
    ),
  ];
}

/** Writes files by the names that the server has for them: they may lie in folders of their own. */
export function adaptTo(graph: Graph, known: KnownNodes): void {
  for (const { class_type: kind, inputs } of Object.values(graph)) {
    const info = known.get(kind);
    for (const [input, value] of Object.entries(inputs)) {
      if (info === undefined || typeof value !== 'string' || isLink(value)) continue;
      const chosen = choose(value, choicesOf(info, input) ?? []);
      if (chosen !== undefined) inputs[input] = chosen;
    }
  }
}

const baseName = (file: string): string => file.replaceAll('\\', '/').split('/').at(-1) ?? file;

/** The choice that is meant: the very one, else the only file of that name in whichever folder. */
function choose(value: string, choices: readonly string[]): string | undefined {
  if (choices.includes(value)) return value;
  const alike = choices.filter((choice) => baseName(choice) === baseName(value));
  return alike.length === 1 ? alike[0] : undefined;
}

const fileEnd = /\.(?:safetensors|ckpt|pt|pth|bin|gguf|sft)$/iu;

function missing(kind: string, input: string, value: string): string {
  if (!fileEnd.test(value)) return `its node ${kind} does not know ${input} "${value}": update ComfyUI`;
  const where = whereToGet(baseName(value));
  return `the model file ${value} is missing${where === undefined ? '' : ` (${where})`}`;
}

const optionsSchema = z.object({ options: z.array(z.unknown()) });
const keyedSchema = z.object({ key: z.string() });

/**
 * The choices of an input; undefined where it has none. Older servers list them in the place of the kind, newer ones in
 * the options, and those with inputs of their own by their keys.
 */
function choicesOf({ input: { required, optional } }: NodeInfo, name: string): readonly string[] | undefined {
  const spec = required?.[name] ?? optional?.[name];
  if (!Array.isArray(spec)) return undefined;
  // What an array holds is unknown until it is parsed.
  const [kind, options] = spec as readonly unknown[];
  const list = Array.isArray(kind) ? kind : optionsSchema.safeParse(options).data?.options;
  return list?.flatMap((choice: unknown) => {
    if (typeof choice === 'string') return [choice];
    return keyedSchema.safeParse(choice).data?.key ?? [];
  });
}
