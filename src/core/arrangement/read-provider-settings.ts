import { checkShape, sectionSchema } from './check-shape.ts';
import type { Report } from './problems.ts';
import type { Surroundings } from './setup.ts';

/** Reads the section `providers`: the settings of each, checked by its own schema. */
export function readProviderSettings(
  section: unknown,
  { providers }: Surroundings,
  report: Report,
): Readonly<Record<string, unknown>> {
  const settings: [string, unknown][] = [];
  for (const [name, value] of Object.entries(checkShape(sectionSchema, section, ['providers'], report) ?? {})) {
    const path = ['providers', name];
    const schema = Object.hasOwn(providers, name) ? providers[name]?.settings : undefined;
    if (schema === undefined) {
      const known = Object.keys(providers).filter((each) => providers[each]?.settings !== undefined);
      report(path, `“${name}” is no provider. The providers are ${known.join(', ')}.`, 'key');
      continue;
    }
    settings.push([name, checkShape(schema, value ?? {}, path, report)]);
  }
  return Object.fromEntries(settings);
}
