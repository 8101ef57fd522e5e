/** One thing that Discord would refuse in a body. */
export interface RuleProblem {
  /** Where, joined by dots: `components.0.components.1.custom_id`; empty for the body as a whole. */
  readonly path: string;
  /** Discord's name of the kind of mistake, such as BASE_TYPE_MAX_LENGTH. */
  readonly code: string;
  readonly message: string;
}

/** The kind of problem that Discord reports with a number of its own instead of 50035. */
export const EMPTY_MESSAGE = 'CANNOT_SEND_EMPTY_MESSAGE';

interface ErrorTree {
  readonly errors: { code: string; message: string }[];
  readonly children: Map<string, ErrorTree>;
}

/**
 * Discord's error body: the problems nested by their paths, each with its `_errors`. An empty message is 50006 without details.
 * https://discord.com/developers/docs/reference#error-messages
 */
export function toErrorBody(problems: readonly RuleProblem[]): unknown {
  const first = problems[0];
  if (problems.length === 1 && first?.code === EMPTY_MESSAGE) return { code: 50_006, message: first.message };
  const root = emptyTree();
  for (const problem of problems) {
    let node = root;
    for (const step of problem.path.split('.')) if (step !== '') node = childOf(node, step);
    node.errors.push({ code: problem.code, message: problem.message });
  }
  return { code: 50_035, message: 'Invalid Form Body', errors: toJson(root) };
}

function emptyTree(): ErrorTree {
  return { errors: [], children: new Map() };
}

function childOf(node: ErrorTree, step: string): ErrorTree {
  const known = node.children.get(step);
  if (known !== undefined) return known;
  const fresh = emptyTree();
  node.children.set(step, fresh);
  return fresh;
}

function toJson(node: ErrorTree): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const [step, child] of node.children) json[step] = toJson(child);
  if (node.errors.length > 0) json['_errors'] = node.errors;
  return json;
}
