import type { Agent } from '../core/agents.ts';
import { MoraError } from '../core/errors.ts';
import { moraPipelines } from '../core/pipeline/pipelines.ts';
import type { TaskDraft } from '../core/studio/draft.ts';
import type { ModelOffer } from '../core/studio/models.ts';
import type { SpaceSettings } from '../core/studio/space-settings.ts';
import type { TaskRequest } from '../core/task.ts';
import { canMake, castsOf, playsPart } from './casts.ts';
import type { CommandContext } from './define-command.ts';
import { modelsMeant, namesNear } from './model-names.ts';

/** Names in an error: more do not help. */
const mostNames = 8;

/** Whether the moderators of a space leave a model to choose. */
export function isAllowed(name: string, { models }: Pick<SpaceSettings, 'models'>): boolean {
  return models.length === 0 || models.includes(name);
}

/**
 * A draft with the model that makes it, by its whole name: the one that was named, else the one that is usual in the
 * space where that can take a part, else none: then the studio's crew plays. Throws `bad-input` for a name that is
 * unknown or plays no part, `not-allowed` for one that may not be chosen here, `unavailable` for one that is not there.
 */
export async function withModel(
  draft: TaskDraft,
  { studio, thread }: Pick<CommandContext, 'studio' | 'thread'>,
  casts: readonly Agent[],
): Promise<TaskDraft> {
  const settings = await studio.settings.get(thread);
  const { model: usual } = settings;
  if (draft.model === undefined && usual === undefined) return draft;
  const offers = await studio.models();
  if (draft.model === undefined) {
    const offer = offers.find(({ name }) => name === usual);
    return offer !== undefined && applies(offer, draft, settings, casts) ? { ...draft, model: offer.name } : draft;
  }
  const { name, stopped, ...offer } = demandModel(draft.model, offers, settings);
  if (!isAllowed(name, settings)) throw notAllowed(name, settings);
  if (stopped !== undefined) throw notHere(name);
  if (playsPart(offer, casts)) return { ...draft, model: name };
  throw new MoraError('bad-input', `${name} takes no part in this. See /mora models for what each one does.`);
}

/**
 * The model of a request for another one like it: as somebody chose it. The usual one of the space is nobody's wish and
 * comes by itself.
 */
export async function modelAgain(
  { model }: Pick<TaskRequest, 'model'>,
  { studio, thread }: Pick<CommandContext, 'studio' | 'thread'>,
): Promise<string | undefined> {
  if (model === undefined) return undefined;
  return (await studio.settings.get(thread)).model === model ? undefined : model;
}

/** The model of a request for what goes on from its video, where it can do that; none stands in the way. */
export async function modelToGoOn(
  { model }: Pick<TaskRequest, 'model'>,
  draft: TaskDraft,
  { studio, thread }: Pick<CommandContext, 'studio' | 'thread'>,
): Promise<string | undefined> {
  if (model === undefined) return undefined;
  const offer = (await studio.models()).find(({ name }) => name === model);
  if (offer === undefined) return undefined;
  const settings = await studio.settings.get(thread);
  return applies(offer, draft, settings, castsOf(moraPipelines[draft.kind])) ? model : undefined;
}

/** Whether a model that nobody named for this can do it now, and may. */
function applies(offer: ModelOffer, draft: TaskDraft, settings: SpaceSettings, casts: readonly Agent[]): boolean {
  return offer.stopped === undefined && isAllowed(offer.name, settings) && canMake(offer, draft, casts);
}

/** The one model that a name means. Throws `bad-input` where it means none or several, `unavailable` for one that is gone. */
export function demandModel(
  typed: string,
  offers: readonly ModelOffer[],
  { model, models }: Pick<SpaceSettings, 'model' | 'models'>,
): ModelOffer {
  const meant = modelsMeant(typed, offers);
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) return only;
  const shown = typed.slice(0, 40);
  if (only !== undefined) {
    const names = listOf(meant.map(({ name }) => name));
    throw new MoraError('bad-input', `Several models are called “${shown}”: ${names}. Give the whole name.`);
  }
  const once = [...models, ...(model === undefined ? [] : [model])].map((name) => ({ name, label: name }));
  const [gone] = modelsMeant(typed, once);
  if (gone !== undefined) throw notHere(gone.name);
  const near = namesNear(typed, offers);
  if (near.length === 0) {
    throw new MoraError('bad-input', `There is no model “${shown}” here. See /mora models for those that there are.`);
  }
  throw new MoraError('bad-input', `There is no model “${shown}” here. Did you mean: ${listOf(near)}?`);
}

function notAllowed(name: string, { models }: Pick<SpaceSettings, 'models'>): MoraError {
  return new MoraError('not-allowed', `${name} may not be chosen here. Choose one of: ${listOf(models)}.`);
}

function notHere(name: string): MoraError {
  return new MoraError(
    'unavailable',
    `${name} is not here just now. Choose another model, or leave the choice to the studio.`,
  );
}

function listOf(names: readonly string[]): string {
  return [...names.slice(0, mostNames), ...(names.length > mostNames ? ['…'] : [])].join(', ');
}
