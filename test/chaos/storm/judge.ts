import { createHash } from 'node:crypto';
import { z } from 'zod';
import { openS3ArtifactStore } from '../../../src/core/artifacts/s3/s3-artifact-store.ts';
import { ownerId } from '../../../workers/providers/replicate/owner.ts';
import type { AskPlace } from './plan-storm.ts';
import type { People } from './people.ts';
import type { StormHouse } from './storm-house.ts';
import type { Booked } from './task-book.ts';

/** What was promised and did not hold, a sentence each. */
export async function judge(
  house: StormHouse,
  people: Readonly<Record<AskPlace, People>>,
  book: readonly Booked[],
): Promise<readonly string[]> {
  const ends = book.flatMap(({ id, platform, outcome, delivered, plan }) =>
    outcome === null || !delivered
      ? [`${id} on ${platform} (${plan.request.kind}) has ${outcome === null ? 'no outcome' : 'not been delivered'}`]
      : [],
  );
  const threads: string[] = [];
  for (const [place, those] of Object.entries(people)) {
    const tasks = book.filter(({ platform }) => platform === place);
    threads.push(...checkThreads(house, place, tasks, await those.outcomes(), await those.cards()));
  }
  return [
    ...ends,
    ...unexplained(house, book),
    ...threads,
    ...(await checkArtifacts(house, book)),
    ...(await checkPayments(house, book)),
  ];
}

/** What people are told where the media child of one stage was killed at each of its tries. */
const killedChild = 'A part of the studio stopped while it worked on this.';

/** Whatever goes wrong elsewhere has a name: a failure without one is a fault of ours. */
function unexplained(house: StormHouse, book: readonly Booked[]): readonly string[] {
  return book.flatMap(({ id, outcome }) => {
    if (outcome?.status !== 'failed' || outcome.failure.code !== 'internal') return [];
    if (outcome.failure.userMessage.startsWith(killedChild)) return [];
    return [`${id} failed for no known reason:\n${saidOf(house, id).slice(-4).join('\n')}`];
  });
}

/** What all processes said of a task. */
function saidOf({ bot, workers }: StormHouse, id: string): readonly string[] {
  return [bot, ...workers].flatMap((one) => one.saidOf(id).map((line) => `${one.name}: ${line}`));
}

function checkThreads(
  house: StormHouse,
  place: string,
  tasks: readonly Booked[],
  outcomes: ReadonlyMap<string, number>,
  cards: ReadonlyMap<string, number>,
): readonly string[] {
  const wrong = tasks.flatMap(({ id, outcome, deliveredTo }) => {
    const count = outcomes.get(id) ?? 0;
    if (count === 1) return [];
    return [
      `${id} on ${place} (${outcome?.status}) has ${count} outcomes (${JSON.stringify(deliveredTo)}):\n${saidOf(house, id).slice(-8).join('\n')}`,
    ];
  });
  const known = new Set(tasks.map(({ id }) => id));
  const strange = [...outcomes.keys()]
    .filter((id) => !known.has(id))
    .map((id) => `${place} shows ${id}, which is no task`);
  const twice = [...cards].filter(([, count]) => count > 1).map(([card]) => `${place} has the card ${card} twice`);
  const number = cards.size === tasks.length ? [] : [`${place} has ${cards.size} cards for ${tasks.length} tasks`];
  return [...wrong, ...strange, ...twice, ...number];
}

type S3ArtifactStore = Awaited<ReturnType<typeof openS3ArtifactStore>>;

function openBucket({
  accessKeyId,
  secretAccessKey,
  url: endpoint,
  bucket,
}: StormHouse['s3']): Promise<S3ArtifactStore> {
  return openS3ArtifactStore({
    bucket,
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId, secretAccessKey },
  });
}

/** Everything in the bucket is what its digest says, and each video that was delivered is there. */
async function checkArtifacts({ s3 }: Pick<StormHouse, 's3'>, book: readonly Booked[]): Promise<readonly string[]> {
  await using store = await openBucket(s3);
  const wrong: string[] = [];
  const written = s3.seen.flatMap((request) => /^PUT \/[^/]+\/facts\/([a-z0-9-]+)/u.exec(request)?.[1] ?? []);
  for (const id of new Set(written)) {
    const artifact = await store.find(id);
    if (artifact === undefined) continue;
    const hash = createHash('sha256');
    for await (const chunk of await store.read(id)) hash.update(chunk);
    if (hash.digest('hex') !== artifact.sha256) wrong.push(`the artifact ${id} is damaged`);
  }
  for (const { id, outcome } of book) {
    if (outcome?.status !== 'done') continue;
    const video = await store.find(outcome.clip.video);
    if (video?.sha256 !== outcome.clip.sha256) wrong.push(`the video of ${id} is not what was delivered`);
  }
  return wrong;
}

/**
 * No stage ordered the same twice: the same model with the same input, whatever became of it. Two clips of one video may
 * ask for the same, where the first one ends with the picture that it began with.
 */
async function checkPayments(house: StormHouse, book: readonly Booked[]): Promise<readonly string[]> {
  const { predictions, files } = house.replicate;
  await using store = await openBucket(house.s3);
  const digests = [...files.values()].map(({ id, sha256 }) => [id, sha256] as const);
  const known = (text: string): string => {
    const file = digests.find(([id]) => text.startsWith('http') && text.includes(id));
    return file === undefined ? text : file[1];
  };
  const orders = predictions.map(({ model, input }) =>
    JSON.stringify([model.owner, model.name, input], (_key, value: unknown) =>
      typeof value === 'string' ? known(value) : value,
    ),
  );
  const broken: string[] = [];
  for (const order of new Set(orders)) {
    const same = predictions.filter((_prediction, at) => orders[at] === order);
    if (same.length < 2) continue;
    const marks = await Promise.all(same.map(async ({ id }) => markOf(store, id)));
    const stages = new Set(marks.flatMap((mark) => mark?.replace(/-\d+$/u, '') ?? []));
    if (stages.size === same.length) continue;
    const told = same.map(
      ({ createdAtMs, status }, at) => `${new Date(createdAtMs).toISOString()} ${status} for ${marks[at]}`,
    );
    for (const mark of new Set(marks.flatMap((one) => one ?? []))) {
      for (const name of ['begun', 'operation', 'ended']) {
        const record = await readText(store, `${mark}-${name}`);
        if (record !== undefined) told.push(`${mark}-${name}: ${record.slice(0, 200)}`);
      }
    }
    const { id = '' } = book.find(({ plan }) => plan.request.prompt === same[0]?.input['prompt']) ?? {};
    broken.push(`ordered ${same.length} times: ${order.slice(0, 100)}`, ...told, ...saidOf(house, id));
  }
  return broken;
}

/** Under which mark a prediction was ordered, by the note of its owner; undefined where that could not be kept. */
async function markOf(store: S3ArtifactStore, predictionId: string): Promise<string | undefined> {
  const note = await readText(store, ownerId(predictionId));
  return note === undefined ? undefined : z.object({ mark: z.string() }).parse(JSON.parse(note)).mark;
}

async function readText(store: S3ArtifactStore, id: string): Promise<string | undefined> {
  return (await store.find(id)) === undefined ? undefined : new Response(await store.read(id)).text();
}
