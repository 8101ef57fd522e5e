import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ackOn } from './ack/ack.ts';
import { cancel } from './cancel.ts';
import { discordAcks } from './ack/discord-acks.ts';
import { slackAcks } from './ack/slack-acks.ts';
import { flood } from './flood.ts';
import { long } from './long.ts';
import { loop } from './loop.ts';
import { media } from './media.ts';
import { memory } from './memory.ts';
import { pipeline } from './pipeline/pipeline.ts';
import { provider } from './provider/provider.ts';
import { resume } from './resume.ts';
import { scale } from './scale/scale.ts';
import { sketch } from './sketch.ts';
import { start } from './start.ts';
import { submit } from './submit.ts';
import { benchPlatforms, type Bench, type Measure } from './support/bench.ts';

const acks = [ackOn(discordAcks), ackOn(slackAcks)];
const benches: readonly Bench[] = [
  start,
  resume,
  submit,
  cancel,
  sketch,
  memory,
  loop,
  media,
  long,
  provider,
  ...acks,
  flood,
  pipeline,
  scale,
];

const decimals: Readonly<Record<Measure['unit'], number>> = { '×': 2, s: 2, ms: 1, MB: 0, '/s': 0, '': 0 };

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, platform: { type: 'string', default: 'discord' } },
  allowPositionals: true,
});
const chosen = z.enum([...benchPlatforms, 'all']).safeParse(values.platform).data;
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else if (chosen === undefined) {
  process.stderr.write(`--platform is one of ${benchPlatforms.join(', ')}, all.\n`);
  process.exitCode = 2;
} else {
  for (const bench of benches) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    if (bench.platform === undefined || chosen === 'all' || bench.platform === chosen) await report(bench);
  }
}

async function report(bench: Bench): Promise<void> {
  const result = await bench.run();
  if (values.json === true) {
    process.stdout.write(`${JSON.stringify({ bench: bench.name, platform: bench.platform, ...result })}\n`);
    return;
  }
  process.stdout.write(`${bench.name}: ${bench.about}\n`);
  if ('skipped' in result) process.stdout.write(`  skipped: ${result.skipped}\n`);
  else for (const measure of result.measures) process.stdout.write(`  ${line(measure)}\n`);
}

function line({ name, value, unit, aim, floor }: Measure): string {
  const shown = `${name.padEnd(34)} ${value.toFixed(decimals[unit]).padStart(8)} ${unit}`;
  if (floor !== undefined) return `${shown}   aim ≥ ${floor} ${unit}${value >= floor ? '' : '   MISSED'}`;
  if (aim === undefined) return shown;
  return `${shown}   aim ≤ ${aim} ${unit}${value <= aim ? '' : '   MISSED'}`;
}
