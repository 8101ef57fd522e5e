import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { MoraError } from '../../../src/core/errors.ts';
import { applyMapping, checkMapping, mappingSchema } from './mapping.ts';
import { graphSchema, type Graph, type Workflow } from './workflow.ts';

const mappingEnd = '.mora.json';
const nameSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,39}$/u);

/** How ComfyUI saves a workflow for its own editor: it lacks the names of the inputs. */
const editorSchema = z.object({ nodes: z.array(z.unknown()) });

/**
 * Reads a person's own workflows: each `<name>.json` is an export in API format, with `<name>.mora.json` beside it. No
 * folder is no workflow. Throws `configuration` with every problem at once, each with its file and place.
 */
export function readWorkflows(folder: string): readonly Workflow[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const problems: string[] = [];
  const workflows = files.toSorted().flatMap((file): Workflow[] => {
    const name = file.slice(0, file.endsWith(mappingEnd) ? -mappingEnd.length : -'.json'.length);
    const partner = file.endsWith(mappingEnd) ? `${name}.json` : `${name}${mappingEnd}`;
    if (!files.includes(partner)) {
      problems.push(`${file}: ${partner} is missing beside it`);
      return [];
    }
    if (file.endsWith(mappingEnd)) return [];
    const read = readWorkflow(folder, name);
    if (Array.isArray(read)) problems.push(...read);
    else return [read];
    return [];
  });
  if (problems.length === 0) return workflows;
  throw new MoraError(
    'configuration',
    `Mend the workflows in ${path.basename(folder)}, then start again. ${problems.join('; ')}.`,
  );
}

/** The workflow, or what is wrong with it. */
function readWorkflow(folder: string, name: string): Workflow | string[] {
  if (!nameSchema.safeParse(name).success) {
    return [`${name}.json: call it by lower-case letters, digits, dots and dashes`];
  }
  const mapping = readJson(folder, `${name}${mappingEnd}`, mappingSchema);
  const graph = readGraph(folder, `${name}.json`);
  if ('problems' in mapping || 'problems' in graph) {
    return [mapping, graph].flatMap((read) => ('problems' in read ? read.problems : []));
  }
  const unfit = checkMapping(mapping.value, graph.value);
  if (unfit.length > 0) return unfit.map((problem) => `${name}${mappingEnd}: ${problem}`);
  return applyMapping(name, mapping.value, graph.value);
}

type Read<T> = { readonly value: T } | { readonly problems: readonly string[] };

function readGraph(folder: string, file: string): Read<Graph> {
  const editor = readJson(folder, file, editorSchema);
  if (!('value' in editor)) return readJson(folder, file, graphSchema);
  const how = 'switch on Dev Mode in the settings of ComfyUI and export it by Save (API Format)';
  return { problems: [`${file}: this is a workflow for the editor; ${how}`] };
}

function readJson<T>(folder: string, file: string, schema: z.ZodType<T>): Read<T> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  } catch {
    return { problems: [`${file}: cannot be read as JSON`] };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const problems = parsed.error.issues.map(({ path: place, message }) => {
    const where = place.length === 0 ? '' : `${place.map(String).join('.')}: `;
    return `${file}: ${where}${message}`;
  });
  return { problems };
}
