import { z } from 'zod';
import { motionSkillsSchema } from '../../../src/core/provider.ts';
import {
  inputNames,
  isLink,
  workflowAgents,
  type Graph,
  type InputName,
  type Place,
  type Workflow,
} from './workflow.ts';

/** `6.text`: an input of a node. An input's own name may have dots. */
const placeSchema = z
  .string()
  .regex(/^[^.]+\..+$/u, 'must look like "6.text": the number of a node, a dot, the name of its input')
  .transform((text): Place => {
    const dot = text.indexOf('.');
    return { node: text.slice(0, dot), input: text.slice(dot + 1) };
  });

const placesSchema = z.union([placeSchema.transform((place) => [place]), z.array(placeSchema).min(1)], {
  error: 'must be a place such as "6.text", or a list of them',
});

/** What stands beside a person's own workflow, in `<name>.mora.json`. */
export const mappingSchema = z.strictObject({
  /** How results name it to people. */
  label: z.string().min(1).max(80),
  plays: z.array(z.enum(workflowAgents)).min(1),
  inputs: z.partialRecord(z.enum(inputNames), placesSchema),
  /** The node that writes the result. */
  output: z.string().min(1),
  motion: z.strictObject({ ...motionSkillsSchema.shape, videoToVideo: z.literal(false).default(false) }).optional(),
  size: z
    .strictObject({
      pixels: z.int().min(65_536).max(16_777_216).exactOptional(),
      multipleOf: z.int().min(2).max(256).default(8),
    })
    .prefault({}),
  frameStep: z.int().min(1).max(16).default(1),
  repeatsStart: z.boolean().default(true),
  repeatsEnds: z.boolean().default(true),
});
type Mapping = z.infer<typeof mappingSchema>;

/** What a role cannot do without. */
const needed: Readonly<Record<Workflow['plays'][number], readonly InputName[]>> = {
  'text-to-image': ['prompt'],
  'image-to-image': ['image'],
  'image-to-video': [],
  connect: ['image', 'lastImage'],
};

/** What does not fit between a workflow and its mapping, each in a sentence that names the place. Empty where all fits. */
export function checkMapping(mapping: Mapping, graph: Graph): readonly string[] {
  const { plays, inputs, motion, output } = mapping;
  const nodes = Object.keys(graph).join(', ');
  const problems = inputNames.flatMap((name) =>
    (inputs[name] ?? []).flatMap(({ node, input }): string[] => {
      const found = graph[node];
      if (found === undefined) return [`inputs.${name}: the workflow has no node "${node}"; it has ${nodes}`];
      const value = Object.hasOwn(found.inputs, input) ? found.inputs[input] : undefined;
      if (value === undefined) {
        const known = Object.keys(found.inputs).join(', ');
        return [`inputs.${name}: node "${node}" (${found.class_type}) has no input "${input}"; it has ${known}`];
      }
      if (!isLink(value)) return [];
      return [`inputs.${name}: "${node}.${input}" comes from node "${value[0]}": name the place there`];
    }),
  );
  if (graph[output] === undefined) problems.push(`output: the workflow has no node "${output}"; it has ${nodes}`);
  for (const agent of plays) {
    for (const name of needed[agent]) {
      if (inputs[name] === undefined) problems.push(`inputs.${name}: is missing, "${agent}" needs it`);
    }
  }
  if (inputs.frames !== undefined && motion?.fps === undefined && motion?.frames === undefined) {
    problems.push('motion.fps: is missing; the number of frames is told by it');
  }
  if (!plays.includes('image-to-video')) return problems;
  if (motion === undefined) {
    problems.push('motion: is missing; "image-to-video" needs at least {"maxClipS": seconds}');
  } else if (motion.takesImage === false) {
    if (inputs.prompt === undefined) problems.push('inputs.prompt: is missing, a video from words needs it');
  } else if (inputs.image === undefined) {
    problems.push('inputs.image: is missing; where it makes videos from words, say {"motion": {"takesImage": false}}');
  }
  return problems;
}

/** A workflow as its mapping says. */
export function applyMapping(name: string, mapping: Mapping, graph: Graph): Workflow {
  const { motion, ...rest } = mapping;
  if (motion === undefined) return { ...rest, name, graph };
  // What takes no picture makes videos from words.
  return { ...rest, name, graph, motion: motion.takesImage === false ? { ...motion, textToVideo: true } : motion };
}
