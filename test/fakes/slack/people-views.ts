import { z } from 'zod';
import { fakeAsk, type FakeAsk } from './people-ask.ts';
import type { PortView } from './people-port.ts';
import type { PeopleScene } from './people-scene.ts';
import { elementsOf, optionOf, type PlacedElement } from './payloads-elements.ts';
import { formProblems } from './payloads-form.ts';
import { stateOf, type FakeFilled } from './payloads-state.ts';
import { interactionFrame, userShape } from './payloads.ts';

/** Use of the Home tab and of modals. */
export interface PeopleViews {
  /** Uses a button, or a select with `selected`, of the Home tab or of the modal on top. */
  pressIn(o: {
    teamId: string;
    userId: string;
    in: 'home' | 'modal';
    actionId: string;
    /** The option's value. */
    selected?: string;
  }): FakeAsk;
  /**
   * Sends the modal on top; values by action id or block id.
   * @throws Error where Slack's client would not let it be sent
   */
  submit(o: { teamId: string; userId: string; values: Readonly<Record<string, FakeFilled | undefined>> }): FakeAsk;
  /** Opens an external select of the modal on top and types something; the answer has the options. */
  suggest(o: { teamId: string; userId: string; actionId: string; typed: string }): FakeAsk;
  /** Closes the modal on top; the app hears of it where it asked to. */
  closeModal(o: { teamId: string; userId: string }): FakeAsk | undefined;
}

const responseSchema = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.enum(['update', 'push']), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

/** Lets people use views in the scene. */
export function createViews(scene: PeopleScene): PeopleViews {
  const { world, deliveries } = scene;
  /** What was chosen so far, by view and block and action. */
  const chosen = new Map<string, FakeFilled>();
  const keyOf = (view: PortView, placed: PlacedElement): string =>
    JSON.stringify([view.id, placed.blockId, placed.actionId]);

  function viewOf(o: { teamId: string; userId: string; in: 'home' | 'modal' }): PortView {
    const view = o.in === 'home' ? world.home(o.teamId, o.userId) : world.modal(o.teamId, o.userId);
    if (view === undefined) throw new Error(`${o.userId} sees no ${o.in}`);
    return view;
  }

  function withState(view: PortView, filled: (placed: PlacedElement) => FakeFilled | undefined) {
    return { ...view, state: { values: stateOf(elementsOf(view.blocks), filled, world.file) } };
  }

  function send(
    o: { teamId: string; userId: string },
    payload: Readonly<Record<string, unknown>>,
    carryOut?: (body: unknown) => void,
  ): FakeAsk {
    const triggerId = world.openTrigger(o);
    const full = {
      ...interactionFrame(world, scene.team(o.teamId)),
      user: userShape(world.user(o.userId)),
      trigger_id: triggerId,
      ...payload,
    };
    const asked = deliveries.ask('interactive', full, carryOut !== undefined);
    return fakeAsk({ world, asked, triggerId, carryOut: carryOut ?? (() => {}) });
  }

  return {
    pressIn(o) {
      const view = viewOf(o);
      const placed = elementsOf(view.blocks).find(({ actionId }) => actionId === o.actionId);
      if (placed === undefined) throw new Error(`The ${o.in} has no ${o.actionId}`);
      if (!placed.dispatches) throw new Error(`Using ${o.actionId} does not reach the app`);
      if (o.selected !== undefined) chosen.set(keyOf(view, placed), o.selected);
      const { type, value, text } = placed.element;
      const change = o.selected === undefined ? { text, value } : { selected_option: optionOf(placed, o.selected) };
      return send(o, {
        type: 'block_actions',
        container: { type: 'view', view_id: view.id },
        view: withState(view, (its) => chosen.get(keyOf(view, its))),
        actions: [{ action_id: o.actionId, block_id: placed.blockId, type, ...change, action_ts: scene.timestamp() }],
      });
    },
    suggest(o) {
      const view = viewOf({ ...o, in: 'modal' });
      const placed = elementsOf(view.blocks).find(({ actionId }) => actionId === o.actionId);
      if (placed === undefined) throw new Error(`The modal has no ${o.actionId}`);
      const { actionId: action_id, blockId: block_id } = placed;
      const container = { type: 'view', view_id: view.id };
      const shown = withState(view, (its) => chosen.get(keyOf(view, its)));
      return send(
        o,
        { type: 'block_suggestion', container, action_id, block_id, value: o.typed, view: shown },
        () => {},
      );
    },
    submit(o) {
      const view = viewOf({ ...o, in: 'modal' });
      const elements = elementsOf(view.blocks);
      const inputs = elements.filter(({ isInput }) => isInput);
      if (inputs.length > 0 && view['submit'] === undefined) throw new Error('The modal has nothing to submit');
      const names = new Set(elements.flatMap(({ actionId, blockId }) => [actionId, blockId]));
      const unknown = Object.keys(o.values).filter((name) => !names.has(name));
      if (unknown.length > 0) throw new Error(`The modal has no ${unknown.join(', ')}`);
      const filled = (placed: PlacedElement): FakeFilled | undefined =>
        o.values[placed.actionId] ?? o.values[placed.blockId] ?? chosen.get(keyOf(view, placed));
      const full = withState(view, filled);
      const state = (placed: PlacedElement) => full.state.values[placed.blockId]?.[placed.actionId];
      const problems = formProblems(elements, filled, state, world.file);
      if (problems.length > 0) throw new Error(`Slack would not send it: ${problems.join('; ')}`);
      return send(o, { type: 'view_submission', view: full, response_urls: [] }, (body) => {
        answer({ ...o, viewId: view.id }, elements, body);
      });
    },
    closeModal(o) {
      const view = viewOf({ ...o, in: 'modal' });
      world.answerView({ ...o, viewId: view.id, action: 'close' });
      if (view['notify_on_close'] !== true) return undefined;
      return send(o, { type: 'view_closed', view: withState(view, () => undefined), is_cleared: false });
    },
  };

  /** https://docs.slack.dev/surfaces/modals/#updating_response: nothing said closes the form. */
  function answer(
    o: { teamId: string; userId: string; viewId: string },
    elements: readonly PlacedElement[],
    body: unknown,
  ): void {
    const isSilent = body === undefined || (typeof body === 'object' && body !== null && !('response_action' in body));
    if (isSilent) return world.answerView({ ...o, action: 'close' });
    const response = responseSchema.parse(body);
    if (response.response_action === 'errors') {
      const blocks = new Set(elements.filter(({ isInput }) => isInput).map(({ blockId }) => blockId));
      const stray = Object.keys(response.errors).filter((name) => !blocks.has(name));
      if (stray.length > 0) throw new Error(`Errors for blocks that are no inputs: ${stray.join(', ')}`);
      return;
    }
    if (response.response_action === 'clear') return world.answerView({ ...o, action: 'clear' });
    world.answerView({ ...o, action: response.response_action, view: response.view });
  }
}
