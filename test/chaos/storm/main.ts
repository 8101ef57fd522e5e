import { parseArgs } from 'node:util';
import { z } from 'zod';
import { askKinds, stormStores } from './plan-storm.ts';
import { megabytes, storm, type StormReport } from './storm.ts';

// `npm run test:chaos -- --minutes 5 --seed 42 --store postgres --tasks 300`: without a seed each run is another storm.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    store: { type: 'string', default: 'redis' },
    tasks: { type: 'string', default: '300' },
    workers: { type: 'string', default: '2' },
    quiet: { type: 'boolean', default: false },
  },
});
const options = z
  .object({
    minutes: z.coerce.number().nonnegative(),
    seed: z.coerce.number().int().nonnegative(),
    store: z.enum(stormStores),
    tasks: z.coerce.number().int().positive(),
    workers: z.coerce.number().int().positive(),
  })
  .parse(values);

const print = (line: string): void => void process.stdout.write(`${line}\n`);
print(`A storm over ${options.workers} workers on ${options.store}, seed ${options.seed}`);
const report = await storm({ ...options, say: values.quiet ? () => undefined : print });
tell(report);
if (report.broken.length > 0) {
  print(`\nBROKEN, with --seed ${options.seed} --store ${options.store} --tasks ${options.tasks}:`);
  for (const line of report.broken) print(`- ${line}`);
  process.exitCode = 1;
} else {
  print('\nEvery promise held.');
}

function tell({ asked, book, faults, starts, heaps, seconds }: StormReport): void {
  print(`\n${book.length} tasks accepted of ${asked} asked for, in ${Math.round(seconds)} s`);
  print('\n| kind | done | failed | cancelled |\n| --- | --- | --- | --- |');
  for (const kind of askKinds.filter((one) => one !== 'again')) {
    const own = book.filter(({ plan }) => plan.request.kind === kind);
    const count = (status: string): number => own.filter(({ outcome }) => outcome?.status === status).length;
    print(`| ${kind} | ${count('done')} | ${count('failed')} | ${count('cancelled')} |`);
  }
  const reasons = book.flatMap(({ outcome }) => (outcome?.status === 'failed' ? [outcome.failure.code] : []));
  if (reasons.length > 0) print(`\nfailed for: ${[...new Set(reasons)].join(', ')}`);
  print('\n| what went wrong | times |\n| --- | --- |');
  for (const [name, count] of [...faults].toSorted(([a], [b]) => a.localeCompare(b))) print(`| ${name} | ${count} |`);
  print('\n| process | starts | heap before | heap after |\n| --- | --- | --- | --- |');
  for (const [name, count] of starts) {
    const heap = heaps.find((one) => one.name === name);
    print(`| ${name} | ${count} | ${megabytes(heap?.before ?? 0)} | ${megabytes(heap?.after ?? 0)} |`);
  }
}
