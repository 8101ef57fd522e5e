import { expect, test } from 'vitest';
import { openStaffedScene } from '../open-slack.ts';
import { corner, outcomes, type } from '../seen.ts';

const channels = 4;
const each = 5;

test('many tasks at once keep within what Slack takes, and each ends with one video', async () => {
  await using scene = await openStaffedScene();
  const places = Array.from({ length: channels }, () => corner(scene));
  for (let index = 0; index < each; index += 1) {
    for (const place of places) type(place, `t2v boat number ${index}`);
  }
  const ended = await Promise.all(places.map((place) => outcomes(place, each)));
  for (const results of ended) {
    expect(results.flatMap(({ files }) => files)).toHaveLength(each);
    const asked = results.map((result) => /boat number \d/u.exec(result.words())?.[0]);
    expect(new Set(asked).size).toBe(each);
  }
  const limited = scene.slack.requests.filter(({ status }) => status === 429).map(({ method }) => method);
  expect(limited).toEqual([]);
});
