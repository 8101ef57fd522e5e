import type { Agent } from '../core/agents.ts';
import type { ModelOffer } from '../core/studio/models.ts';
import type { SpaceSettings } from '../core/studio/space-settings.ts';
import type { Studio } from '../core/studio/studio.ts';
import type { ThreadRef } from '../core/thread.ts';
import { playsPart } from './casts.ts';
import { isAllowed } from './choose-model.ts';
import type { Command } from './define-command.ts';
import { hasWords } from './model-names.ts';
import { unitPrice } from './price-words.ts';

/** A model to choose. */
export interface ModelChoice {
  readonly name: string;
  readonly label: string;
  /** What it costs about; absent where people here do not see prices. */
  readonly price?: string;
}

/** The order in which people look for models: what makes videos first. */
const order: readonly Agent[] = ['image-to-video', 'connect', 'image-to-image', 'text-to-image', 'prompt'];

/** Models in the order in which people look for them. */
export function inOrder(offers: readonly ModelOffer[]): readonly ModelOffer[] {
  const rank = ({ agents }: ModelOffer): number => order.findIndex((agent) => agents.includes(agent));
  return offers.toSorted((one, other) => rank(one) - rank(other));
}

/** The models whose name has what was typed, to choose for a command in a space; see `choicesAmong`. */
export async function modelChoices(
  { studio, thread }: { readonly studio: Pick<Studio, 'models' | 'settings'>; readonly thread: ThreadRef },
  command: Pick<Command, 'casts' | 'makesVideo'>,
  typed: string,
  limit: number,
): Promise<readonly ModelChoice[]> {
  const [offers, settings] = await Promise.all([studio.models(), studio.settings.get(thread)]);
  return choicesAmong(offers, settings, command, typed).slice(0, limit);
}

/**
 * Of some models those to choose for a command: they are allowed in the space, there just now, and take a part in what
 * it makes. A command that makes nothing is about all that there are.
 */
export function choicesAmong(
  offers: readonly ModelOffer[],
  settings: SpaceSettings,
  { casts, makesVideo }: Pick<Command, 'casts' | 'makesVideo'>,
  typed = '',
): readonly ModelChoice[] {
  const fits = (offer: ModelOffer): boolean =>
    !makesVideo || (isAllowed(offer.name, settings) && playsPart(offer, casts) && offer.stopped === undefined);
  return inOrder(offers)
    .filter((offer) => fits(offer) && hasWords(offer, typed))
    .map((offer) => ({
      name: offer.name,
      label: offer.label,
      ...(settings.showPrice ? { price: unitPrice(offer) } : {}),
    }));
}
