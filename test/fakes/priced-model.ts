import type { Agent } from '../../src/core/agents.ts';
import { MoraError } from '../../src/core/errors.ts';
import type { CallRole, MotionSkills, Price, Provider, Role } from '../../src/core/provider.ts';
import { createQuickProvider } from './quick-provider.ts';

/** What a model of a test is like. */
export interface PricedModel {
  /** Begins with a late letter, so that nobody who chooses by name takes it. */
  readonly name: string;
  readonly label: string;
  readonly plays: readonly ('text-to-image' | 'image-to-video' | 'connect' | 'prompt')[];
  readonly motion?: MotionSkills;
  /** What each turn of its agents costs, said before and after; free where absent. */
  readonly price?: Price;
  readonly stopped?: string;
  /** Words in a prompt at which it fails, after it was paid. */
  readonly failsAt?: string;
}

/** A model that somebody else hosts, as far as chats can tell: it is chosen by name, has a price, and what it cost is known. */
export function createPricedModel({ name, label, plays, motion, price, stopped, failsAt }: PricedModel): Provider {
  const quick = createQuickProvider();
  const paid = <A extends Agent>(agent: A): CallRole<A> => ({
    kind: 'call',
    async run(input, context) {
      const costUsd = price?.turnUsd;
      if (failsAt !== undefined && JSON.stringify(input).includes(failsAt)) {
        throw new MoraError('refused', 'The model said no to this.', { costUsd });
      }
      // The quick provider plays every agent by a plain function.
      const play = quick.agents[agent] as Extract<Role<A>, (...given: never) => unknown>;
      return { output: await play(input, context), costUsd };
    },
  });
  return {
    name,
    label,
    version: '1',
    ...(motion === undefined ? {} : { motion }),
    ...(price === undefined ? {} : { prices: Object.fromEntries(plays.map((agent) => [agent, price])) }),
    stopped: () => stopped,
    agents: Object.fromEntries(plays.map((agent) => [agent, paid(agent)])),
    close: () => Promise.resolve(),
  };
}

/** Models as a studio may have them. */
export const zoo = {
  wan: {
    name: 'zoo/wan-2.2-fast',
    label: 'Wan 2.2 fast',
    plays: ['image-to-video'],
    motion: { videoToVideo: false, maxClipS: 5 },
    price: { turnUsd: 0.05, secondUsd: 0 },
    failsAt: 'forbidden',
  },
  reel: {
    name: 'zoo/reel',
    label: 'Reel',
    plays: ['image-to-video'],
    motion: { videoToVideo: false, textToVideo: true, takesImage: false, maxClipS: 8 },
    price: { turnUsd: 0, secondUsd: 0.1 },
  },
  brush: { name: 'zoo/brush', label: 'Brush', plays: ['text-to-image'], price: { turnUsd: 0.003, secondUsd: 0 } },
  bridge: { name: 'zoo/bridge', label: 'Bridge', plays: ['connect'] },
  tired: { name: 'zoo/tired', label: 'Tired', plays: ['image-to-video'], stopped: 'credentials' },
} as const satisfies Record<string, PricedModel>;

/** A crew of a quick provider and the models of the zoo. */
export function zooCrew(): Provider[] {
  return [createQuickProvider(), ...Object.values(zoo).map(createPricedModel)];
}
