import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawMermaid, escapeLabel } from '../../../src/core/pipeline/draw-mermaid.ts';
import { drawTree } from '../../../src/core/pipeline/draw-tree.ts';
import { moraPipelines } from '../../../src/core/pipeline/pipelines.ts';
import { planPipeline } from '../../../src/core/pipeline/plan-pipeline.ts';
import type { TaskPlan } from '../../../src/core/pipeline/plan.ts';
import type { TaskRequest } from '../../../src/core/task.ts';
import { anyCrew, anyRequest } from '../../support/arbitrary-plans.ts';
import { crewOfOne } from '../../support/test-crew.ts';
import { treePlan } from '../../support/plans.ts';

const facts = { width: 640, height: 360, fps: 24, frames: 96, durationS: 4, codec: 'h264' };
const video = { artifact: 'task-a-input', facts, sound: true };
const common = { prompt: 'a boat', seed: 0 };
const t2v: TaskRequest = { ...common, kind: 't2v', durationS: 12, ratio: '16:9' };
const extend: TaskRequest = { ...common, kind: 'extend', prompt: '', durationS: 2, direction: 'forward', video };

function planFor(request: TaskRequest, motion = {}): TaskPlan {
  const thread = { platform: 'terminal', space: 'local', channel: 'terminal' };
  const input = { taskId: 'task-0123456789abcdef01234567', thread, request };
  return planPipeline(input, crewOfOne('sketch', motion), moraPipelines);
}

describe('a plan as a tree', () => {
  test('has the delivery on top and the first work at its leaves', () => {
    expect(drawTree(planFor(t2v, { maxClipS: 7 }))).toEqual([
      'delivery',
      '└─ finish: finish by sketch (motion-1 and motion-2 as 12 s of 1024×576)',
      '   └─ motion-2: image-to-video by sketch (6.08 s, from the last frame of motion-1)',
      '      └─ motion-1: image-to-video by sketch (6.08 s, from the result of picture)',
      '         └─ picture: text-to-image by sketch (what prompt made of the words)',
      '            └─ prompt: prompt by sketch (the words of the request)',
    ]);
  });

  test('forks where work runs side by side', () => {
    const videos = [video, video, video];
    expect(drawTree(planFor({ ...common, kind: 'connect', videos, transitionS: 1 }))).toEqual([
      'delivery',
      '└─ finish: finish by sketch (video 1, join-1, video 2, join-2, video 3 as 14 s of 640×360)',
      '   ├─ join-1: connect by sketch (1 s, from the last frame of video 1 to the first of video 2)',
      '   └─ join-2: connect by sketch (1 s, from the last frame of video 2 to the first of video 3)',
    ]);
    expect(drawTree(treePlan()).map((line) => line.replace(/:.*/u, ''))).toEqual([
      'delivery',
      '└─ end',
      '   ├─ left-motion',
      '   │  └─ left',
      '   └─ right',
    ]);
  });

  test.each<[TaskRequest, object, string[]]>([
    [extend, {}, ['the video, then motion, as 6 s of 640×360', 'from the last frame of the video', 'no words']],
    [
      { ...extend, direction: 'backward' },
      {},
      ['motion backwards, then the video,', 'from the first frame of the video'],
    ],
    [{ ...common, kind: 'edit', video }, { videoToVideo: true }, ['4 s, from every frame of the video']],
    [{ ...common, kind: 'edit', video }, {}, ['4 s, from the result of change', '(the first frame of the video)']],
    [{ ...t2v, kind: 'i2v', image: 'task-a-input' }, {}, ['12 s, from the picture of the request']],
    [
      { ...t2v, smooth: 60, loop: true, caption: 'Hello', maxBytes: 8_000_000 },
      {},
      ['60 frames', 'looped', 'caption', '8 MB'],
    ],
    [{ ...t2v, durationS: 60 }, { maxClipS: 20 }, ['motion-1 to motion-4 as 60 s']],
  ])('says what each stage gets (%#)', (request, motion, words) => {
    const text = drawTree(planFor(request, motion)).join('\n');
    for (const each of words) expect(text).toContain(each);
  });

  test('names who falls in, and the words that a stage adds', () => {
    const plan = planFor(t2v);
    const stages = plan.stages.map((stage) => ({ ...stage, fallbacks: ['small', 'other'], say: 'in felt' }));
    expect(drawTree({ ...plan, stages })[1]).toMatch(
      /finish by sketch, else small, else other \(.*, and the words “in felt”\)$/u,
    );
  });
});

describe('a plan as Mermaid', () => {
  test('goes from the first stage to the delivery', () => {
    expect(drawMermaid(planFor(extend))).toEqual([
      'flowchart LR',
      '  s1["prompt<br/>prompt by sketch<br/>no words"]',
      '  s2["motion<br/>image-to-video by sketch<br/>2 s, from the last frame of the video"]',
      '  s3["finish<br/>finish by sketch<br/>the video, then motion, as 6 s of 640×360"]',
      '  delivery([delivery])',
      '  s1 --> s2',
      '  s2 --> s3',
      '  s3 --> delivery',
    ]);
  });

  test('shows marks of Mermaid and of HTML as they are', () => {
    expect(escapeLabel('say "<b>#1;</b>"\n & [more] | `x`')).toBe(
      'say #34;#60;b#62;#35;1#59;#60;/b#62;#34; #38; #91;more#93; #124; #96;x#96;',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const label = escapeLabel(text);
        expect(label.replaceAll(/#\d+;/gu, '')).not.toMatch(/["#&<>`\\;[\]{}|\n\r]/u);
        const shown = label.replaceAll(/#(\d+);/gu, (_code, point) => String.fromCodePoint(Number(point)));
        expect(shown).toBe(text.replaceAll(/\s+/gu, ' '));
      }),
    );
  });
});

test('both drawings show every stage of any plan once', () => {
  fc.assert(
    fc.property(anyRequest(), anyCrew(), (request, crew) => {
      const thread = { platform: 'terminal', space: 'local', channel: 'terminal' };
      const plan = planPipeline({ taskId: 'task-0123456789abcdef01234567', thread, request }, crew, moraPipelines);
      const tree = drawTree(plan).slice(1);
      const keys = plan.stages.map(({ key }) => key);
      const drawn = tree.map((line) => /[├└]─ ([^:]+):/u.exec(line)?.[1] ?? line);
      expect(drawn.toSorted()).toEqual(keys.toSorted());
      const mermaid = drawMermaid(plan);
      expect(mermaid.filter((line) => line.includes('["'))).toHaveLength(keys.length);
      expect(mermaid.filter((line) => line.includes(' --> '))).toHaveLength(keys.length);
    }),
  );
});
