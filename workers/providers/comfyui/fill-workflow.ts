import type { KnownNodes } from './needs.ts';
import { inputNames, isLink, type Graph, type InputName, type Workflow } from './workflow.ts';

/** What a turn writes into a workflow. A picture that is not given is taken out with the node that loads it. */
export type Values = { readonly [N in InputName]?: string | number };

/** Where the files of one run are called: `mora/` and its id, so that they lie apart on the server. */
const outputFolder = 'mora';

/**
 * A workflow with the values of a turn in their places. What it writes is named by the run. `known` tells which inputs a
 * node cannot do without.
 */
export function fillWorkflow(
  { graph, inputs, output }: Workflow,
  values: Values,
  runId: string,
  known: KnownNodes,
): Graph {
  const filled = structuredClone(graph);
  for (const name of inputNames) {
    const value = values[name];
    for (const { node, input } of inputs[name] ?? []) {
      const target = filled[node];
      if (target === undefined) continue;
      if (value !== undefined) target.inputs[input] = value;
      else if (name === 'image' || name === 'lastImage') takeOut(filled, node, known);
    }
  }
  const writer = filled[output];
  if (typeof writer?.inputs['filename_prefix'] === 'string') {
    writer.inputs['filename_prefix'] = `${outputFolder}/${runId}`;
  }
  return filled;
}

/** Takes a node out, and with it those that cannot do without it, such as what scales a picture. */
function takeOut(graph: Graph, id: string, known: KnownNodes): void {
  delete graph[id];
  for (const [next, node] of Object.entries(graph)) {
    for (const [input, value] of Object.entries(node.inputs)) {
      if (!isLink(value) || value[0] !== id) continue;
      delete node.inputs[input];
      if (known.get(node.class_type)?.input.required?.[input] !== undefined) takeOut(graph, next, known);
    }
  }
}
