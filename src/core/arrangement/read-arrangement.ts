import { z } from 'zod';
import { moraPipelines } from '../pipeline/pipelines.ts';
import { checkShape } from './check-shape.ts';
import { problemsError, type Problem, type Report } from './problems.ts';
import { readCrew } from './read-crew.ts';
import { readFairness } from './read-fairness.ts';
import { readPipelines } from './read-pipelines.ts';
import { readProviderSettings } from './read-provider-settings.ts';
import { plainSetup, type Setup, type Surroundings } from './setup.ts';
import { readYaml } from './yaml-document.ts';

/** The four parts of the file; each is looked at on its own, so that a slip in one hides none in another. */
const sections = z.object({
  crew: z.unknown(),
  providers: z.unknown(),
  pipelines: z.unknown(),
  fairness: z.unknown(),
});

/**
 * Reads how an operator arranged the studio. Pure. Throws `configuration` with every problem, each with its line and
 * column; `file` is the name by which they know it.
 */
export function readArrangement(text: string, file: string, surroundings: Surroundings): Setup {
  const document = readYaml(text);
  const problems: Problem[] = [...document.problems];
  const report: Report = (path, sentence, part = 'value') => {
    problems.push({ ...document.positionOf(path, part), text: sentence });
  };
  const setup = document.value === undefined ? plainSetup : readSections(document.value ?? {}, surroundings, report);
  if (problems.length > 0) throw problemsError(file, problems);
  return setup;
}

function readSections(value: unknown, surroundings: Surroundings, report: Report): Setup {
  checkShape(sections.partial().strict(), value, [], report);
  const { crew, providers, pipelines, fairness } = sections.partial().catch({}).parse(value);
  const { preferences, limits, motion } = readCrew(crew, surroundings, report);
  const shared = readFairness(fairness, report);
  return {
    arrangement: {
      preferences,
      ...motion,
      ...(shared === undefined ? {} : { fairness: shared }),
      pipelines: { ...moraPipelines, ...readPipelines(pipelines, surroundings, report) },
    },
    limits,
    providerSettings: readProviderSettings(providers, surroundings, report),
  };
}
