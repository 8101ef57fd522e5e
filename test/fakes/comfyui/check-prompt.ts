import type { Graph } from '../../../workers/providers/comfyui/workflow.ts';
import type { NodeKind, NodeTable } from './node-table.ts';

interface Complaint {
  readonly type: string;
  readonly message: string;
  readonly details: string;
  readonly extra_info: object;
}

/** The answer to a prompt that is not taken. */
export interface Refusal {
  readonly error: Complaint;
  readonly node_errors: Readonly<Record<string, object>>;
}

const complaint = (type: string, message: string, details: string, extra: object = {}): Complaint => ({
  type,
  message,
  details,
  extra_info: extra,
});

/** Checks a prompt as ComfyUI does: kinds of nodes, inputs, links, choices, bounds, files. Undefined where all is well. */
export function checkPrompt(graph: Graph, table: NodeTable, hasInput: (name: string) => boolean): Refusal | undefined {
  for (const [id, { class_type: kind }] of Object.entries(graph)) {
    if (table[kind] !== undefined) continue;
    const message = `Node '${kind}' not found. The custom node may not be installed.`;
    const error = complaint('missing_node_type', message, `Node ID '#${id}'`, { node_id: id, class_type: kind });
    return { error, node_errors: {} };
  }
  if (!Object.values(graph).some(({ class_type: kind }) => table[kind]?.outputNode === true)) {
    return { error: complaint('prompt_no_outputs', 'Prompt has no outputs', ''), node_errors: {} };
  }
  const found = Object.entries(graph).flatMap(([id, node]) => {
    const kind = table[node.class_type];
    const errors = kind === undefined ? [] : complaintsOf(kind, node, graph, table, hasInput);
    return errors.length === 0 ? [] : [{ id, errors, kind: node.class_type }];
  });
  if (found.length === 0) return undefined;
  const details = found.flatMap(({ errors }) => errors.map((one) => `${one.message}: ${one.details}`)).join('\n');
  return {
    error: complaint('prompt_outputs_failed_validation', 'Prompt outputs failed validation', details),
    node_errors: Object.fromEntries(
      found.map(({ id, errors, kind }) => [id, { errors, dependent_outputs: [], class_type: kind }]),
    ),
  };
}

function complaintsOf(
  kind: NodeKind,
  { class_type: name, inputs }: Graph[string],
  graph: Graph,
  table: NodeTable,
  hasInput: (name: string) => boolean,
): Complaint[] {
  const errors: Complaint[] = [];
  const specs = { ...kind.optional, ...kind.required };
  for (const input of Object.keys(kind.required)) {
    if (!Object.hasOwn(inputs, input)) {
      errors.push(complaint('required_input_missing', 'Required input is missing', input, { input_name: input }));
    }
  }
  for (const [input, value] of Object.entries(inputs)) {
    const spec = specs[input];
    if (spec === undefined) continue;
    const [type, options = {}] = spec;
    if (Array.isArray(value)) {
      const [from, output] = value;
      const source = typeof from === 'string' ? table[graph[from]?.class_type ?? ''] : undefined;
      const received = typeof output === 'number' ? source?.output[output] : undefined;
      if (received !== type) {
        const details = `${input}, received_type(${received}) mismatch input_type(${String(type)})`;
        errors.push(complaint('return_type_mismatch', 'Return type mismatch between linked nodes', details));
      }
      continue;
    }
    if (name === 'LoadImage' && input === 'image') {
      if (typeof value === 'string' && hasInput(value)) continue;
      const details = `image - Invalid image file: ${JSON.stringify(value)}`;
      errors.push(complaint('custom_validation_failed', 'Custom validation failed for node', details));
      continue;
    }
    errors.push(...valueComplaints(input, value, type, options));
  }
  if (name === 'SaveVideo' && specs['codec'] === undefined && inputs['format.codec'] === undefined) {
    errors.push(complaint('required_input_missing', 'Required input is missing', 'codec'));
  }
  return errors;
}

function valueComplaints(
  input: string,
  value: unknown,
  type: string | readonly string[],
  options: Readonly<Record<string, unknown>>,
): Complaint[] {
  if (type === 'INT' || type === 'FLOAT') {
    if (typeof value !== 'number') {
      return [complaint('invalid_input_type', `Failed to convert an input value to a ${type} value`, input)];
    }
    const { min, max } = options;
    if (typeof min === 'number' && value < min) {
      return [complaint('value_smaller_than_min', `Value ${value} smaller than min of ${min}`, input)];
    }
    if (typeof max === 'number' && value > max) {
      return [complaint('value_bigger_than_max', `Value ${value} bigger than max of ${max}`, input)];
    }
    return [];
  }
  const choices = choicesOf(type, options);
  if (choices === undefined || (typeof value === 'string' && choices.includes(value))) return [];
  return [
    complaint('value_not_in_list', 'Value not in list', `${input}: '${String(value)}' not in [${choices.join()}]`),
  ];
}

function choicesOf(
  type: string | readonly string[],
  { options }: Readonly<Record<string, unknown>>,
): readonly string[] | undefined {
  if (typeof type !== 'string') return type;
  if (!Array.isArray(options)) return undefined;
  return options.flatMap((choice: unknown) => {
    if (typeof choice === 'string') return [choice];
    return typeof choice === 'object' && choice !== null && 'key' in choice ? [String(choice.key)] : [];
  });
}
