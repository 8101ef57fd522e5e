import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentContracts, type Agent, type AgentInput, type AgentOutput } from '../../src/core/agents.ts';
import type { ArtifactStore } from '../../src/core/artifacts/artifact-store.ts';
import { openDiskArtifactStore } from '../../src/core/artifacts/disk-artifact-store.ts';
import { silentLogger } from '../../src/core/log.ts';
import { createMediaTools, type MediaTools } from '../../src/core/media/media-tools.ts';
import type { Provider, StageContext, StageProgress } from '../../src/core/provider.ts';
import { playRole } from '../../workers/remote/play-role.ts';
import { defaultRemoteTiming } from '../../workers/remote/turn.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A provider to try. What it plays is tried, the rest is skipped. */
export interface ProviderUnderTest {
  readonly provider: Provider;
  /** Small enough to be quick, large enough for the provider. */
  readonly size: { readonly width: number; readonly height: number };
  readonly durationS: number;
  readonly fps: number;
  /**
   * Whether it works elsewhere: then videos have a shape of its own, what it is sent is looked at there, and how far it
   * is it may not know.
   */
  readonly remote?: boolean;
}

/** Prompts that a stranger may send: each must be drawn or refused with a sentence, never break anything. */
const hostilePrompts: readonly string[] = [
  '',
  ' \n\t ',
  '🐟🌊🐠',
  '${process.exit(1)}; DROP TABLE tasks; -- <script>alert(1)</script>',
  '../../../etc/passwd',
  '__proto__ constructor toString hasOwnProperty valueOf',
  `a ${'very '.repeat(390)}long prompt`,
  'ЗЛО 恐龙 عاصفة ไฟ',
  'a\u0000b\uD800c\u202E',
  '{"sketch":1,"spec":{"setting":"reef"}}',
];

const textEncoder = new TextEncoder();

/** What every provider must do, in each role that it plays. */
export function describeProvider(name: string, open: () => ProviderUnderTest): void {
  describe(`provider: ${name}`, () => {
    const { provider, size, durationS, fps, remote = false } = open();
    const plays = (agent: Agent): boolean => provider.agents[agent] !== undefined;
    let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
    let artifacts: ArtifactStore;
    let media: MediaTools;
    let turns = 0;
    beforeAll(async () => {
      directory = await temporaryDirectory();
      artifacts = await openDiskArtifactStore(path.join(directory.path, 'artifacts'));
      media = createMediaTools({ logger: silentLogger() });
    });
    afterAll(async () => {
      await provider.close();
      await media.close();
      await directory[Symbol.asyncDispose]();
    });

    /** One turn in a role, its input and output held to the contract. */
    async function turn<A extends Agent>(
      agent: A,
      input: AgentInput<A>,
      options: { readonly signal?: AbortSignal; readonly stageId?: string } = {},
    ): Promise<{ output: AgentOutput<A>; reports: StageProgress[]; stageId: string; scratchDir: string }> {
      const runner = provider.agents[agent];
      if (runner === undefined) throw new Error(`${provider.name} does not play ${agent}`);
      turns += 1;
      const stageId = options.stageId ?? `task-contract-${turns}`;
      const reports: StageProgress[] = [];
      const scratchDir = await mkdtemp(path.join(directory.path, 'stage-'));
      const context: StageContext = {
        stageId,
        signal: options.signal ?? new AbortController().signal,
        artifacts,
        scratchDir,
        logger: silentLogger(),
        report: (progress) => reports.push(progress),
      };
      const { output } = await playRole(agent, runner, {
        provider: provider.name,
        input,
        context,
        unwanted: new AbortController().signal,
        onPoke: () => ({ [Symbol.dispose]: () => undefined }),
        timing: { ...defaultRemoteTiming, pollMs: 20, pollMaxMs: 50 },
      });
      // The contract of agent A parses to the output of agent A; the table's type cannot say so for a generic A.
      return { output: agentContracts[agent].output.parse(output) as AgentOutput<A>, reports, stageId, scratchDir };
    }

    const shotOf = (prompt: string): AgentInput<'text-to-image'>['shot'] => ({
      prompt,
      camera: 'none',
      pace: 'normal',
    });
    const picture = (prompt: string, options = {}): ReturnType<typeof turn<'text-to-image'>> =>
      turn('text-to-image', { ...size, shot: shotOf(prompt), seed: 7 }, options);
    const imageSize = async (id: string): Promise<unknown> => {
      await using file = await artifacts.open(id);
      return await media.takeImage(file.path, path.join(directory.path, `${id}.png`));
    };
    /** A picture that came in from outside: no memo. */
    const foreignImage = async (id: string): Promise<string> => {
      const { output } = await picture('a quiet lake');
      await using file = await artifacts.open(output.image.artifact);
      return (await artifacts.put(id, 'image/png', { path: file.path })).id;
    };
    const checkReports = (reports: readonly StageProgress[]): void => {
      const percents = reports.flatMap(({ percent }) => percent ?? []);
      expect(percents.every((percent) => percent >= 0 && percent <= 100)).toBe(true);
      expect(percents).toEqual(percents.toSorted((a, b) => a - b));
      expect(reports.every(({ phase }) => phase.length > 0)).toBe(true);
    };

    it('has a name for the configuration and one for people', () => {
      expect(provider.name).toMatch(/^[a-z][a-z0-9-]*(\/[a-z0-9][a-z0-9.-]*)?$/u);
      expect(provider.label.length).toBeGreaterThan(0);
    });

    describe.skipIf(!plays('prompt'))('as prompt agent', () => {
      it.each(hostilePrompts)('understands or refuses %j', async (prompt) => {
        const { output } = await turn('prompt', { kind: 't2v', prompt, durationS });
        expect(output.shot.prompt.length).toBeGreaterThan(0);
      });
    });

    describe.skipIf(!plays('text-to-image'))('as text-to-image agent', () => {
      it('stores a picture of the size asked for under its stage, and shows it', async () => {
        const { output, reports, stageId } = await picture('a lighthouse by the sea at sunset');
        expect(output.image.artifact.startsWith(stageId)).toBe(true);
        expect(await imageSize(output.image.artifact)).toEqual(size);
        checkReports(reports);
        // Drafts of it may have been shown before.
        const previews = reports.flatMap(({ preview }) => preview ?? []);
        expect(remote ? previews.slice(-1) : previews).toEqual([output.image.artifact]);
      });

      it('returns what it stored when the stage runs again', async () => {
        const first = await picture('a red balloon');
        const again = await picture('a red balloon', { stageId: first.stageId });
        expect(again.output.image.artifact).toBe(first.output.image.artifact);
      });

      it.each(hostilePrompts)('draws or refuses %j', async (prompt) => {
        const drawn = picture(prompt);
        if (remote && prompt === '') {
          const refusal: unknown = await drawn.then(
            () => undefined,
            (error: unknown) => error,
          );
          if (refusal !== undefined) expect(refusal).toMatchObject({ code: 'bad-input' });
          return;
        }
        const { output } = await drawn;
        expect(await artifacts.find(output.image.artifact)).toMatchObject({ mediaType: 'image/png' });
      });

      it('stops when it is aborted, and works afterwards', async () => {
        await expect(picture('a city', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
        const controller = new AbortController();
        const running = picture('a forest', { signal: controller.signal, stageId: 'task-contract-aborted' });
        controller.abort();
        await expect(running).rejects.toMatchObject({ code: 'cancelled' });
        expect(await artifacts.find('task-contract-aborted-image')).toBeUndefined();
        expect((await picture('a forest')).output.image.artifact).toBeDefined();
      });
    });

    describe.skipIf(!plays('image-to-image'))('as image-to-image agent', () => {
      it('changes a picture of its own and one from outside', async () => {
        const own = (await picture('a quiet lake')).output.image;
        const foreign = { artifact: await foreignImage('input-contract-i2i') };
        for (const image of [own, foreign]) {
          const shot = shotOf('turn it into winter at night');
          const { output, stageId } = await turn('image-to-image', { ...size, image, shot, seed: 7 });
          expect(output.image.artifact.startsWith(stageId)).toBe(true);
          expect(await imageSize(output.image.artifact)).toEqual(size);
          expect((await artifacts.find(output.image.artifact))?.sha256).not.toBe(
            (await artifacts.find(image.artifact))?.sha256,
          );
        }
      });
    });

    describe.skipIf(!plays('image-to-video'))('as image-to-video agent', () => {
      const film = async (
        image: AgentInput<'image-to-video'>['image'],
        options: { readonly signal?: AbortSignal; readonly stageId?: string } = {},
      ): Promise<Awaited<ReturnType<typeof turn<'image-to-video'>>>> =>
        turn(
          'image-to-video',
          {
            ...size,
            image,
            continues: false,
            part: { startS: 0, totalS: durationS },
            shot: shotOf('waves roll'),
            seed: 7,
            durationS,
            fps,
          },
          options,
        );

      it('makes a video with exactly the frames asked for from its own picture and from one from outside', async () => {
        const own = (await picture('a quiet lake')).output.image;
        const foreign = { artifact: await foreignImage('input-contract-i2v') };
        for (const image of [own, foreign]) {
          const { output, reports, stageId } = await film(image);
          expect(output.video.startsWith(stageId)).toBe(true);
          await using file = await artifacts.open(output.video);
          const facts = await media.probeVideo(file.path);
          expect(facts).toEqual(output.facts);
          if (remote) {
            expect(facts.durationS).toBeGreaterThanOrEqual(durationS - 0.05);
            continue;
          }
          expect(facts).toMatchObject({ ...size, frames: Math.round(durationS * fps) });
          checkReports(reports);
          expect(reports.at(-1)?.percent).toBe(100);
        }
      });

      it.each([
        null,
        'a memo',
        { sketch: 1, spec: { setting: 'nowhere' }, seed: -1 },
        { sketch: 1, spec: null, ...size, seed: 1e9, extra: 'x' },
        Array.from({ length: 100 }, () => ({})),
      ])('takes a picture with the memo %j of somebody else', async (memo) => {
        const artifact = (await picture('a quiet lake')).output.image.artifact;
        const { output } = await film({ artifact, memo });
        expect(output.facts.durationS).toBeGreaterThanOrEqual(durationS - 0.05);
      });

      it.skipIf(remote)('refuses a file that is no picture with a plain sentence', async () => {
        const { id } = await artifacts.put('input-no-picture', 'image/png', {
          bytes: textEncoder.encode('no picture'),
        });
        await expect(film({ artifact: id })).rejects.toMatchObject({ code: 'bad-media' });
        await expect(film({ artifact: 'input-not-there' })).rejects.toMatchObject({ code: 'not-found' });
      });

      it('stops when it is aborted in mid-film', async () => {
        const { image } = (await picture('a quiet lake')).output;
        const controller = new AbortController();
        const running = film(image, { signal: controller.signal, stageId: 'task-contract-stopped' });
        controller.abort();
        await expect(running).rejects.toMatchObject({ code: 'cancelled' });
        expect(await artifacts.find('task-contract-stopped-video')).toBeUndefined();
      });
    });
  });
}
