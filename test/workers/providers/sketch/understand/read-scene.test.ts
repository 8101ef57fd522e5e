import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnAs } from '../../../../../workers/providers/sketch/understand/describe-scene.ts';
import { changeScene, readScene } from '../../../../../workers/providers/sketch/understand/read-scene.ts';
import { readShot } from '../../../../../workers/providers/sketch/understand/read-shot.ts';
import { sceneSpecSchema, type SceneSpec } from '../../../../../workers/providers/sketch/understand/scene-spec.ts';

/** What a prompt shall mean; what is left out is not looked at. Things are written as `3 boat #d8322e`. */
interface Meaning extends Partial<Omit<SceneSpec, 'subjects'>> {
  readonly things?: readonly string[];
}

const cases: readonly (readonly [string, Meaning])[] = [
  [
    'a vibrant coral reef teeming with life under crystal-clear blue ocean, colourful fish, rays of sunlight',
    { setting: 'reef', time: 'day', weather: 'clear', effects: ['rays'], things: ['14 fish'], accents: [] },
  ],
  [
    'a majestic mountain range covered in snow, peaks touching the clouds, a crystal-clear lake at its base reflecting them',
    { setting: 'mountains', time: 'day', weather: 'clear', season: 'winter', effects: ['reflection'], things: [] },
  ],
  [
    'in a vast desert a golden city on the horizon, half ancient Egyptian, half futuristic, under a radiant energy dome',
    { setting: 'desert', architecture: ['egyptian', 'futuristic'], effects: ['dome'], accents: ['#e8b84a'] },
  ],
  ['a paper boat on a rainy street', { setting: 'street', weather: 'rain', things: ['1 paper-boat'] }],
  ['an astronaut on the moon looking at the earth', { setting: 'moon', things: ['1 astronaut', '1 earth'] }],
  ['fish and corals', { setting: 'reef', things: ['14 fish'] }],
  ['an astronaut', { setting: 'moon' }],
  ['a pagoda', { setting: 'garden' }],
  ['a lighthouse', { setting: 'sea', things: ['1 lighthouse'] }],
  ['a log cabin', { setting: 'forest', things: ['1 cabin'] }],
  [
    'northern lights over a cabin in the snow',
    { time: 'night', weather: 'snow', effects: ['aurora'], season: 'winter' },
  ],
  ['neon city with flying cars', { setting: 'city', time: 'night', effects: ['neon'], things: ['6 flying-car'] }],
  ['three sailing boats on a calm sea at sunset', { setting: 'sea', time: 'sunset', things: ['3 boat'] }],
  ['a school of fish', { setting: 'reef', things: ['16 fish'] }],
  ['a single fish', { things: ['1 fish'] }],
  ['a few red boats', { things: ['3 boat #d8322e'] }],
  ['12 birds', { setting: 'sky', things: ['12 bird'] }],
  ['9999 birds', { things: ['30 bird'] }],
  ['a lighthouse in a storm', { weather: 'storm' }],
  ['a japanese garden, cherry blossoms', { setting: 'garden', season: 'spring', architecture: ['japanese'] }],
  ['hot air balloons over hills at dawn', { setting: 'meadow', time: 'dawn', things: ['7 hot-air-balloon'] }],
  ['a red dragon over a medieval castle', { things: ['1 dragon #d8322e', '1 castle'], architecture: ['medieval'] }],
  ['a cat on a windowsill, rain outside', { setting: 'room', weather: 'rain', things: ['1 cat'] }],
  ['city skyline, no cars, no people', { setting: 'city', things: [] }],
  ['a beach without people or boats', { setting: 'sea', things: [] }],
  ['no people and a boat', { things: ['1 boat'] }],
  ['a forest without fog', { setting: 'forest', weather: 'clear' }],
  ['mountains without clouds', { setting: 'mountains', weather: 'clear' }],
  ['a foggy forest in autumn, a deer', { setting: 'forest', weather: 'fog', season: 'autumn', things: ['1 deer'] }],
  ['fireworks over a bay', { setting: 'sea', time: 'night', effects: ['fireworks'] }],
  ['a rocket flying past saturn', { setting: 'space', things: ['1 rocket', '1 planet'] }],
  ['an erupting volcano', { setting: 'volcano' }],
  ["a bird's eye view of a beach", { setting: 'sea', things: [] }],
  ['a sunken city under the sea', { setting: 'reef', architecture: ['classical'] }],
  ['a castle under a starry sky', { time: 'night', effects: ['stars'], things: ['1 castle'] }],
  ['a field of sunflowers with distant mountains', { setting: 'meadow', things: ['20 flower'] }],
  ['snow falling on mountains', { setting: 'mountains', weather: 'snow' }],
  ['golden hour in a wheat field', { setting: 'meadow', time: 'golden', accents: [] }],
  ['love', { setting: 'abstract', accents: ['#b5305f', '#f2789f', '#ffd6c9'] }],
  ['red and blue shapes', { setting: 'abstract', accents: ['#d8322e', '#2f6fd0'] }],
];

const thingsOf = (spec: SceneSpec): string[] =>
  spec.subjects.map(({ kind, count, colour }) => [count, kind, ...(colour === undefined ? [] : [colour])].join(' '));

describe('readScene', () => {
  it.each(cases)('%s', (prompt, { things, ...meaning }) => {
    const spec = readScene(prompt);
    expect(spec).toMatchObject(meaning);
    if (things !== undefined) expect(thingsOf(spec)).toEqual(things);
  });

  it('paints words that it does not know in colours of their own', () => {
    const [one, two] = [readScene('asdf qwer'), readScene('zxcv hjkl uiop')];
    expect(one).toMatchObject({ setting: 'abstract' });
    expect(one.accents).toHaveLength(3);
    expect(one.accents).not.toEqual(two.accents);
  });

  it('gives a valid scene for any text, the same each time', () => {
    const words = fc.constantFrom(
      'no',
      'three',
      'boats',
      'snow',
      'reef',
      'under',
      'of',
      'red',
      'castle',
      ',',
      'the',
      '7',
      'dome',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 60 }).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const spec = readScene(text);
        expect(sceneSpecSchema.parse(spec)).toEqual(spec);
        expect(readScene(text)).toEqual(spec);
      }),
    );
  });

  it('reads its own enhanced prompt as the words it was made from', () => {
    for (const [prompt] of cases) {
      expect(readScene(readShot({ kind: 't2v', prompt, durationS: 5 }).prompt)).toEqual(readScene(prompt));
    }
  });
});

describe('changeScene', () => {
  const lake = readScene('two boats on a lake');

  it('changes what the words name and keeps the rest', () => {
    expect(changeScene(lake, 'make it winter at night')).toEqual({ ...lake, season: 'winter', time: 'night' });
    expect(changeScene(lake, 'as it is')).toEqual(lake);
  });

  it('adds and takes away things', () => {
    expect(thingsOf(changeScene(lake, 'add a red balloon, without boats'))).toEqual(['1 balloon #d8322e']);
  });
});

describe('readShot', () => {
  it('keeps the words and says plainly what will be drawn', () => {
    const shot = readShot({ kind: 't2v', prompt: 'a foggy forest at dawn, zoom out slowly', durationS: 5 });
    expect(shot).toEqual({
      prompt: `a foggy forest at dawn, zoom out slowly${drawnAs}a deep forest, the soft light of dawn, fog; the camera zooms out, slowly.`,
      camera: 'zoom-out',
      pace: 'slow',
    });
  });

  it('says only how the camera moves over a picture that was given', () => {
    const { prompt } = readShot({ kind: 'i2v', prompt: 'the waves move', durationS: 5 });
    expect(prompt).toBe(`the waves move${drawnAs}the camera drifts in gently.`);
  });
});
