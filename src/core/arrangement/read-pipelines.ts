import { z } from 'zod';
import { isTaskKind, pipelineStageSchema, type Pipeline, type Pipelines } from '../pipeline/pipelines.ts';
import { taskKinds, type TaskKind } from '../task.ts';
import { checkPipeline } from './check-pipeline.ts';
import { checkShape, sectionSchema } from './check-shape.ts';
import type { Report, ValuePath } from './problems.ts';
import type { Surroundings } from './setup.ts';

/** More stages than any use; each takes its turn in a queue. */
const maxStages = 12;

const stages = z
  // The short form of a stage names its agent alone.
  .array(z.preprocess((stage) => (typeof stage === 'string' ? { agent: stage } : stage), pipelineStageSchema))
  .min(1)
  .max(maxStages);

/** A kind of the operator's own. */
const ownSchema = z.strictObject({
  takes: z.enum(taskKinds),
  description: z.string().min(1).max(100).exactOptional(),
  stages,
});

/** Other stages for one of Mora's kinds, which takes and says what it always does. */
function replacementSchema(kind: TaskKind) {
  return z.strictObject({ takes: z.literal(kind).default(kind), stages });
}

/** Reads the section `pipelines`: the operator's own kinds, and other stages for Mora's. */
export function readPipelines(section: unknown, surroundings: Surroundings, report: Report): Pipelines {
  const pipelines: [string, Pipeline][] = [];
  for (const [name, value] of Object.entries(checkShape(sectionSchema, section, ['pipelines'], report) ?? {})) {
    const path = ['pipelines', name];
    checkName(name, path, surroundings, report);
    const pipeline: Pipeline | undefined = checkShape(
      isTaskKind(name) ? replacementSchema(name) : ownSchema,
      value,
      path,
      report,
    );
    if (pipeline === undefined) continue;
    checkPipeline(pipeline, [...path, 'stages'], report);
    pipelines.push([name, pipeline]);
  }
  return Object.fromEntries(pipelines);
}

function checkName(name: string, path: ValuePath, { reservedNames }: Surroundings, report: Report): void {
  if (!/^[a-z][a-z0-9-]{0,29}$/u.test(name)) {
    const rule = 'a lower-case word of letters a to z, digits and dashes, at most 30 long, that begins with a letter';
    report(path, `“${name}” cannot be typed as a command. Name it by ${rule}.`, 'key');
  } else if (reservedNames.has(name) || name in Object.prototype) {
    report(path, `“${name}” is the name of something else. Take another one.`, 'key');
  }
}
